import { trace, type WengertList } from 'wengert';
import type { Question } from './question.js';

/** The Wengert list of the function at the point, with the names that the user gave. */
export function wengertListOf({ subject, args }: Question): WengertList {
  const list = trace(subject.evaluate, ...args);
  return subject.parameters === undefined ? list : list.renamed(subject.parameters);
}
