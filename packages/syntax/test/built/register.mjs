// Modules run by Node with the loader registered: ES modules, CommonJS, and TypeScript where Node takes types away.
import { checkRun, commonJs, inProject, javaScript, lossOf, typeScript } from '../projects/project.mjs';

const projects = [
  ['src/main.js', javaScript],
  ['src/main.js', commonJs],
];
if (process.features.typescript) projects.push(['src/main.ts', typeScript]);

for (const [main, files] of projects) {
  await inProject(files, (directory) => {
    checkRun(directory, main, ['--import', '@wengert/syntax/register'], lossOf(files));
  });
}
