// Tests run by Jest with the transformer: alone, and after ts-jest.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkReport, commonJs, inProject, lossOf, typeScript } from '../projects/project.mjs';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

await testIn('js', commonJs, ['@wengert/syntax/jest', {}]);
await testIn('ts', typeScript, ['@wengert/syntax/jest', { first: ['ts-jest', { tsconfig: { rootDir: '.' } }] }]);

/** Makes a test of the program of the project, and runs it. */
async function testIn(language, files, transformer) {
  const main = files[`src/main.${language}`]
    .replace(`/loss.${language}'`, "/loss'")
    .replace('console.log(', "test('report', () => require('node:fs').writeFileSync('report.json', ")
    .replace(/\);\n$/, '));\n');
  const withTest = {
    ...files,
    'package.json': '{}',
    [`src/main.test.${language}`]: language === 'ts' ? `declare const require: any, test: any;\n${main}` : main,
    'jest.config.json': JSON.stringify({
      cacheDirectory: '.cache',
      testEnvironment: 'node',
      transform: { [`\\.${language}$`]: transformer },
    }),
  };
  await inProject(withTest, (directory) => {
    execFileSync(process.execPath, [jest], { cwd: directory, stdio: 'pipe' });
    checkReport(JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')), lossOf(files));
  });
}
