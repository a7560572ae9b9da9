/** 32-bit hash of some parts (FNV-1a with a final mix), the same on every machine. */
export function mix(...parts: (number | string)[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    const text = typeof part === 'number' ? part.toString(36) : part;
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A small seeded generator (mulberry32): a seed must give the same world at each start. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number in [min, max]. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.next() < p;
  }

  /** One entry of a list. @throws RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T {
    const entry = list[Math.floor(this.next() * list.length)];
    if (entry === undefined) throw new RangeError('nothing to pick from');
    return entry;
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number): string {
    let out = '';
    while (out.length < length) out += this.int(0, 0xffff).toString(16).padStart(4, '0');
    return out.slice(0, length);
  }
}

/**
 * 32 hexadecimal digits, the form of project, asset and script ids, from a seed and a purpose. Some of 100 000 seeds of
 * 32 bits are equal by chance; `serial` makes the ids of such jobs differ.
 */
export function hexId(seed: number, purpose: string, serial = 0): string {
  const tail = (Math.imul(serial, 0x9e3779b1) ^ mix(purpose, seed)) >>> 0;
  return new Random(mix(seed, purpose)).hex(24) + tail.toString(16).padStart(8, '0');
}

/** A UUID, the form of job ids, from a seed, a purpose and a serial number. */
export function uuid(seed: number, purpose: string, serial: number): string {
  const h = hexId(seed, purpose, serial);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
}
