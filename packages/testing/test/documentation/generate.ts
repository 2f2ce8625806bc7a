import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages.js';

// `npm run docs:generate` runs this in the root of the repository.
for (const [name, page] of Object.entries(pages)) writeFileSync(join('docs', name), page());
