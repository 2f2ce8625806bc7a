// `npm start` and `npm run bench`: builds everything, from a fresh clone if need be, and runs the program that is named.
import { install, run } from './workspace.mjs';

install();
const steps = [
  ['tsc', ['-b']],
  ['rollup', ['-c', '--silent', '--configJavaScriptOnly']],
  ['npm', ['run', '--silent', 'bundle:gradbench']],
];
for (const [command, args] of steps) {
  const { code, output } = run(command, args, { capture: true });
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
}
process.exitCode = run('node', process.argv.slice(2)).code;
