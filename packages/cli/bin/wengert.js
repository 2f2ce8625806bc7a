#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { main } from '../dist/node/index.js';

// Whoever reads the answer may have seen enough of it: `wengert help grad | head`.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
process.exitCode = await main(process.argv.slice(2), process, version);
