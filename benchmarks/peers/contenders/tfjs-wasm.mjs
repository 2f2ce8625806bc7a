import '@tensorflow/tfjs-backend-wasm';
import { contender } from './tfjs-cpu.mjs';

export { tolerance } from './tfjs-cpu.mjs';

export default () => contender('wasm');
