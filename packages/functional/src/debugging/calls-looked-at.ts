/** Looks after the transformations that hand these arguments to a function of the user's. */
type Look = (args: readonly unknown[]) => void;

// Set only while a function runs synchronously, and restored when it returns or throws. What looks is handed in, so that
// programs which never look for leaks need not carry it.
let present: Look | undefined;

/** Runs a function, and has every call of a function of the user's looked at meanwhile. */
export function lookingAtCalls<T>(look: Look, run: () => T): T {
  const outer = present;
  present = look;
  try {
    return run();
  } finally {
    present = outer;
  }
}

/** Shows the arguments of a call to whoever looks. */
export function showArguments(args: readonly unknown[]): void {
  present?.(args);
}
