export { trace } from './trace.js';
export type { WengertList } from './wengert-list.js';
export type { TableRow } from './tables/row.js';
export type { TablePrinting, TraceTable } from './tables/table.js';
export type { LineData, ListData, NumberData, OperandData, ValueData } from './data.js';
