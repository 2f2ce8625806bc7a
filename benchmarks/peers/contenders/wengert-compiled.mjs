import { compile } from 'wengert';
import { contender } from './wengert.mjs';

export default () => contender(compile);
