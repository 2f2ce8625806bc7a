// The built packages, loaded by `require` from a CommonJS script.
'use strict';

const assert = require('node:assert/strict');
const { name, dependencies } = require('wengert/package.json');

for (const specifier of [name, ...Object.keys(dependencies)]) {
  assert.equal(typeof require(specifier), 'object', `require('${specifier}')`);
}
