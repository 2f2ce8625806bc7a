/** Where something was called: the stack at that time, to be read only if it is wanted. */
export interface Site {
  readonly stack: Error;
  /** How many lines of the user's lie outside of the call that is being debugged. */
  readonly outside: number;
}

/** The present place in the program. V8 keeps ten calls unless told to keep more, and the library alone takes those. */
export function presentSite(outside: number): Site {
  const limits = Error as { stackTraceLimit?: number };
  const limit = limits.stackTraceLimit;
  limits.stackTraceLimit = 200;
  try {
    return { stack: new Error(), outside };
  } finally {
    if (limit === undefined) delete limits.stackTraceLimit;
    else limits.stackTraceLimit = limit;
  }
}

/** How many lines of the user's are being executed, from the innermost to the start of the program. */
export function presentDepth(): number {
  return userLines(presentSite(0)).length;
}

/** The line of the user's that called the library, inside of the call that is being debugged; `undefined` when none. */
export function userLine(site: Site): string | undefined {
  const lines = userLines(site);
  return lines.length > site.outside ? lines[0] : undefined;
}

/** A location at the end of a line of a stack: V8 writes `at f (file:1:2)`, others `f@file:1:2`. */
const location = /(?:\(|@|at (?:async )?)([^()@]+:\d+:\d+)\)?$/;

function userLines({ stack }: Site): readonly string[] {
  const home = homeOfLibrary();
  return (stack.stack ?? '').split('\n').flatMap((line) => {
    const [, place] = location.exec(line.trim()) ?? [];
    return place === undefined || isLibrary(place, home) || place.startsWith('node:') ? [] : [place];
  });
}

/** The folder that holds the packages, from the stack of this very file. */
function homeOfLibrary(): string | undefined {
  const own = (new Error().stack ?? '').split('\n').flatMap((line) => location.exec(line.trim())?.[1] ?? [])[0];
  return own === undefined ? undefined : /^(.*[\\/])functional[\\/](?:src|dist)[\\/]/.exec(own)?.[1];
}

function isLibrary(place: string, home: string | undefined): boolean {
  if (/[\\/]node_modules[\\/](?:@wengert[\\/][\w-]+|wengert)[\\/]/.test(place)) return true;
  return home !== undefined && place.startsWith(home) && /^[\w-]+[\\/](?:src|dist)[\\/]/.test(place.slice(home.length));
}
