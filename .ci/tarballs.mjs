// `npm run tarballs`: every published package as a file that another project can install.
import './build.mjs';
import { pack, tarballs } from './workspace.mjs';

if (pack() !== 0) process.exit(1);
console.log(`In the project that is to use them:\n\n    npm install ${tarballs}/*.tgz\n`);
