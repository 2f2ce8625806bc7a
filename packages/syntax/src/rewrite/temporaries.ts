import type { Helpers } from './helpers.js';

/** The temporary variables of one place where such can be declared. */
export class Temporaries {
  readonly #helpers: Helpers;
  readonly #names: string[] = [];

  constructor(helpers: Helpers) {
    this.#helpers = helpers;
  }

  /** One more variable. */
  take(): string {
    const name = this.#helpers.temporary(this.#names.length + 1);
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
