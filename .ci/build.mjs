// `npm run build`: everything that is built, from a fresh clone if need be.
import { install, run } from './workspace.mjs';

install();
for (const script of ['compile', 'bundle']) {
  const { code } = run('npm', ['run', '--silent', script]);
  if (code !== 0) process.exit(code);
}
