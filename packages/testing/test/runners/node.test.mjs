import { test } from 'node:test';
import { fourTests } from './four-tests.mjs';

fourTests(test);
