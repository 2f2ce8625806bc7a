import { conventionsPage } from './conventions-page.js';

/** The pages of the folder `docs` that are written from what the packages say of themselves. */
export const pages: Readonly<Record<string, () => string>> = {
  'conventions.md': conventionsPage,
};
