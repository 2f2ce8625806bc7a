/** Code, and the source map that stood at its end. */
export interface CodeWithMap {
  readonly code: string;
  readonly map: string | undefined;
}

const inlineMap = /\n\/\/[#@] sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,([\w+/=]+)\s*$/;

/** Takes the source map from the end of code that a tool has made. */
export function splitInlineMap(code: string): CodeWithMap {
  const [comment, base64] = inlineMap.exec(code) ?? [];
  if (comment === undefined || base64 === undefined) return { code, map: undefined };
  return { code: code.slice(0, -comment.length), map: Buffer.from(base64, 'base64').toString('utf8') };
}

/** Puts a source map at the end of code. */
export function withInlineMap(code: string, map: string): string {
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
}
