/// <reference lib="dom" />
import { calculations } from './calculations.js';

document.title = JSON.stringify(calculations());
