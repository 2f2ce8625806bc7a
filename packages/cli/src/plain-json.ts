import { isTensor } from 'wengert';

/** A result as JSON can say it: tensors as nested arrays, and the numbers that JSON lacks as texts. */
export function toJson(result: unknown): unknown {
  if (isTensor(result)) return toJson(result.toArray());
  if (typeof result === 'number') return Number.isFinite(result) ? result : String(result);
  if (Array.isArray(result)) return result.map(toJson);
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, toJson(value)]));
}
