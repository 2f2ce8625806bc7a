/** The question could not be understood: a wrong option, a file that is not there, a point with too few numbers. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
