import remapping from '@jridgewell/remapping';
import { rewrite, type RewriteOptions } from './rewrite.js';

/** Rewritten code, and the map to where it was written first. */
export interface ChainedRewrite {
  readonly code: string;
  /** As JSON. */
  readonly map: string;
}

/**
 * Rewrites code that another tool may have made, and told so in a source map. `undefined` where nothing is marked.
 *
 * @param given - The map of that tool, unless it stands at the end of the code.
 */
export function chainedRewrite(
  code: string,
  options: RewriteOptions,
  given?: string | object | null,
): ChainedRewrite | undefined {
  const { text, inline } = withoutInlineMap(code);
  const { code: rewritten, map } = rewrite(text, options);
  if (map === null) return undefined;
  const earlier = given ?? inline;
  if (earlier === undefined) return { code: rewritten, map: map.toString() };
  const before = typeof earlier === 'string' ? earlier : JSON.stringify(earlier);
  return { code: rewritten, map: remapping([map.toString(), before], () => null).toString() };
}

const inlineMap = /\n\/\/[#@] sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,([\w+/=]+)\s*$/;

function withoutInlineMap(code: string): { readonly text: string; readonly inline: string | undefined } {
  const [comment, base64] = inlineMap.exec(code) ?? [];
  if (comment === undefined || base64 === undefined) return { text: code, inline: undefined };
  return { text: code.slice(0, -comment.length), inline: Buffer.from(base64, 'base64').toString('utf8') };
}
