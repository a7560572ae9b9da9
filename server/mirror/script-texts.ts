import { comparable } from './facts.ts';

/** Characters of all scripts that are kept: 8 MB in Chinese, of some 4000 jobs with scripts of usual length. */
const maxCharacters = 4_000_000;
/** The longest script that MetaStudio takes (docs/metastudio.md#numbers); of a longer one the beginning is kept. */
const maxLength = 100_000;

/** The scripts of the jobs that were opened last, as searches compare them. */
export class ScriptTexts {
  /** By job id, the one that was opened longest ago first. */
  readonly #texts = new Map<string, string>();
  #characters = 0;

  /** Empty when it is not known. */
  get(jobId: string): string {
    return this.#texts.get(jobId) ?? '';
  }

  /** Keeps a script. Returns the ids of jobs whose script is another one now, those that had to make room included. */
  put(jobId: string, script: string): string[] {
    const before = this.get(jobId);
    const text = comparable(script.slice(0, maxLength));
    const isSame = text === before;
    this.delete(jobId);
    if (text !== '') this.#texts.set(jobId, isSame ? before : text);
    this.#characters += text.length;
    return isSame ? [] : [jobId, ...this.#makeRoom()];
  }

  delete(jobId: string): void {
    this.#characters -= this.get(jobId).length;
    this.#texts.delete(jobId);
  }

  #makeRoom(): string[] {
    const dropped: string[] = [];
    for (const id of this.#texts.keys()) {
      if (this.#characters <= maxCharacters) break;
      this.delete(id);
      dropped.push(id);
    }
    return dropped;
  }
}
