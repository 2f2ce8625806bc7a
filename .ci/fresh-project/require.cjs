// A CommonJS script.
'use strict';
const assert = require('node:assert/strict');
const { add, grad, mul, sin } = require('wengert');

assert.equal(grad((x, y) => add(mul(x, y), sin(x)))(2, 3), 3 + Math.cos(2));
