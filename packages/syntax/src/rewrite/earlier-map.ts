import remapping from '@jridgewell/remapping';
import { originalPositionFor, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping';
import { WengertError } from '@wengert/tensor';
import type { SourceMap } from './draft.js';

/** A place in a text, as parsers count: lines from 1, columns from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Leads from code that a tool has made to what that was written as. */
export class EarlierMap {
  readonly #map: TraceMap;

  /**
   * @param map - A source map, as an object or as JSON.
   * @throws {@link WengertError} when it is none.
   */
  constructor(map: string | object) {
    try {
      this.#map = new TraceMap(map as SourceMapInput);
    } catch (cause) {
      throw new WengertError('rewrite: the source map of the code cannot be read.', { cause });
    }
  }

  /** Where something was written; where it is now, for what the tool has added. */
  origin(position: Position): Position {
    const { line, column } = originalPositionFor(this.#map, position);
    return line === null ? position : { line, column };
  }

  /** The map from newer code, which `later` leads to the code that the tool has made. */
  chain(later: SourceMap): SourceMap {
    const chained = remapping([later.toString(), this.#map], () => null);
    const { names, sources, sourcesContent } = chained;
    return {
      version: 3,
      names,
      sources: sources.map((source) => source ?? ''),
      ...(sourcesContent && { sourcesContent }),
      mappings: String(chained.mappings),
      toString: () => chained.toString(),
    };
  }
}
