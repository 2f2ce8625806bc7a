import type { ImportedFunctions } from './imported-functions.js';

/** The temporary variables of one place where such can be declared. */
export class Temporaries {
  readonly #imported: ImportedFunctions;
  readonly #names: string[] = [];

  constructor(imported: ImportedFunctions) {
    this.#imported = imported;
  }

  /** One more variable. */
  take(): string {
    const name = this.#imported.temporary(this.#names.length + 1);
    this.#names.push(name);
    return name;
  }

  /** Whether there is any. */
  get used(): boolean {
    return this.#names.length > 0;
  }

  /** The statement that declares them; empty where there is none. */
  get declaration(): string {
    return this.used ? `let ${this.#names.join(', ')}; ` : '';
  }
}
