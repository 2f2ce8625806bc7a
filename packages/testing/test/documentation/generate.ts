import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages.js';

// `npm run docs:generate` runs this in the root of the repository. It may be told which pages: `-- operations.md`.
const wanted = process.argv.slice(2);
for (const [name, page] of Object.entries(pages)) {
  if (wanted.length === 0 || wanted.includes(name)) writeFileSync(join('docs', name), page(process.cwd()));
}
