export { main } from './main.js';
export type { Output, Streams } from './terminal.js';
