export { rewrite, type RewriteOptions, type Rewritten, type SourceMap } from './rewrite.js';
