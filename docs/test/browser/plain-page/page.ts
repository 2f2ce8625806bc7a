/// <reference lib="dom" />
import { calculations } from './calculations.js';

document.title = JSON.stringify({ ...calculations(), generatesCode: generatesCode() });

/** Whether a text may become code on this page. */
function generatesCode(): boolean {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- That is the question.
    new Function('return 1');
    return true;
  } catch {
    return false;
  }
}
