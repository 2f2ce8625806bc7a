// `npm run tarballs`: every published package as a file that another project can install.
import { install, pack, run, tarballs } from './workspace.mjs';

install();
for (const script of ['compile', 'bundle']) {
  const { code } = run('npm', ['run', '--silent', script]);
  if (code !== 0) process.exit(code);
}
if (pack() !== 0) process.exit(1);
console.log(`In the project that is to use them:\n\n    npm install ${tarballs}/*.tgz\n`);
