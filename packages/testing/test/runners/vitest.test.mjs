import { test } from 'vitest';
import { fourTests } from './four-tests.mjs';

fourTests(test);
