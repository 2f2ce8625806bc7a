/** What the playground shows, as its address says it, so that an example can be shared. */
export interface PlaygroundState {
  readonly language: 'expression' | 'module';
  readonly text: string;
  /** As they were typed, between commas. */
  readonly point: string;
  readonly seed: string;
  readonly mode: 'forward' | 'reverse';
  /** Which of the numbers that the function returns is differentiated, counted from 0. */
  readonly output: number;
}

/** What is shown where the address says nothing. */
export const initialState: PlaygroundState = {
  language: 'expression',
  text: 'x1*x2 + sin(x1)',
  point: '2, 3',
  seed: '1, 0',
  mode: 'reverse',
  output: 0,
};

/** The part of an address after `#`. */
export function stateToHash(state: PlaygroundState): string {
  const { language, text, point, seed, mode, output } = state;
  const parameters = new URLSearchParams({ [language === 'module' ? 'module' : 'f']: text, at: point, seed, mode });
  if (output > 0) parameters.set('output', String(output));
  return `#${parameters.toString()}`;
}

/** What a hash says; what it leaves out is as in the initial state, if it is about the initial function. */
export function stateFromHash(hash: string): PlaygroundState {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const module = parameters.get('module');
  const text = module ?? parameters.get('f');
  if (text === null) return initialState;
  return {
    language: module === null ? 'expression' : 'module',
    text,
    point: parameters.get('at') ?? '',
    seed: parameters.get('seed') ?? '',
    mode: parameters.get('mode') === 'forward' ? 'forward' : 'reverse',
    output: /^\d{1,6}$/.test(parameters.get('output') ?? '') ? Number(parameters.get('output')) : 0,
  };
}
