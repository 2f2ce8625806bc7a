import type { Elementwise, Row } from '@wengert/primitives';

/** Whether a row states a local partial for each argument; one of `undefined` is zero by structure. */
export function hasPartials(row: Row): row is Elementwise {
  return row.kind === 'elementwise';
}
