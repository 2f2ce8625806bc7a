// `npm start`: a guided run through the library, from a fresh clone if need be.
import { install, run } from './workspace.mjs';

install();
const steps = [
  ['tsc', ['-b']],
  ['rollup', ['-c', '--silent', '--configJavaScriptOnly']],
];
for (const [command, args] of steps) {
  const { code, output } = run(command, args, { capture: true });
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
}
process.exitCode = run('node', ['packages/tour/build/index.js', ...process.argv.slice(2)]).code;
