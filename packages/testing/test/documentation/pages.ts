import { accuracyPage } from './accuracy-page.js';
import { conventionsPage } from './conventions-page.js';
import { operationsPage } from './operations-page.js';

/** The pages of the folder `docs` that are written from what the packages say of themselves, given the repository. */
export const pages: Readonly<Record<string, (root: string) => string>> = {
  'conventions.md': conventionsPage,
  'accuracy.md': accuracyPage,
  'operations.md': operationsPage,
};
