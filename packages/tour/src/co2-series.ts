// The Mauna Loa record; data/co2-concentration.txt says where it comes from.
import { readFileSync } from 'node:fs';

/** The year that time is counted from, in the middle of the record: so that level, growth and rate are separable. */
export const referenceYear = 1989;

/** Monthly means: time in years since the reference year, CO₂ in ppm. */
export interface Series {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** Reads the record from the package's data. */
export function readSeries(): Series {
  const text = readFileSync(new URL('../data/co2-concentration.csv', import.meta.url), 'utf8');
  const rows = text.trim().split('\n').slice(1);
  return {
    times: rows.map((row) => Number(row.slice(0, 4)) + (Number(row.slice(5, 7)) - 0.5) / 12 - referenceYear),
    values: rows.map((row) => Number(row.split(',')[1])),
  };
}
