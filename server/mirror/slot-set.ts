/** A set of slot numbers as bits: 12 kB for 100 000 jobs. */
export class SlotSet {
  #bits: Uint8Array;

  /** @param slots as many slots as it has room for at first */
  constructor(slots: number) {
    this.#bits = new Uint8Array(Math.ceil(slots / 8));
  }

  add(slot: number): void {
    const byte = slot >> 3;
    if (byte >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (slot & 7));
  }

  has(slot: number): boolean {
    return ((this.#bits[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0;
  }
}
