import type * as runtime from '../runtime.js';
import type { Source } from './source.js';

const runtimeModule = '@wengert/syntax/runtime';

/** A function that rewritten code calls. */
export type RuntimeFunction = keyof typeof runtime;

/** The functions that the rewritten code of one file calls, and the names that they have there. */
export class ImportedFunctions {
  readonly #prefix: string;
  readonly #used = new Set<RuntimeFunction>();

  /** @param prefix - A beginning of names that no name in the file has. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The name of a function in the file, which will be imported. */
  use(name: RuntimeFunction): string {
    this.#used.add(name);
    return `${this.#prefix}${name}`;
  }

  /** A name for a temporary variable. */
  temporary(index: number): string {
    return `${this.#prefix}${index}`;
  }

  /** The statements that import what was used, on one line with what follows; empty where nothing was. */
  importing(source: Source): string {
    if (this.#used.size === 0) return '';
    const names = [...this.#used].sort();
    if (!source.isModule) {
      const list = names.map((name) => `${name}: ${this.use(name)}`).join(', ');
      return `const { ${list} } = require('${runtimeModule}'); `;
    }
    // Compilers take a constant of the module for constant, but not what is imported.
    const aliased = this.#used.has('traces') && !source.mayBeCalledEarly;
    const list = names
      .map((name) => `${name} as ${this.use(name)}${aliased && name === 'traces' ? '0' : ''}`)
      .join(', ');
    const alias = aliased ? `const ${this.use('traces')} = ${this.use('traces')}0; ` : '';
    return `import { ${list} } from '${runtimeModule}'; ${alias}`;
  }
}
