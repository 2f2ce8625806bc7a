import { emit, grad } from 'wengert';
import type { ScalarSubject } from './study.js';

/** The text of a module that computes the gradient and needs nothing else; or why there is none. */
export type EmittedGradient =
  { readonly javascript: string; readonly typescript: string } | { readonly refused: string };

/** The gradient by all inputs as a module, in two languages; nothing for a function without inputs. */
export function emittedGradient(
  { parameters, evaluate }: ScalarSubject,
  point: readonly number[],
): EmittedGradient | undefined {
  if (point.length === 0) return undefined;
  const gradient = grad(evaluate, { argnums: [...point.keys()] });
  const options = { name: 'gradient', parameters };
  try {
    return {
      javascript: emit(gradient, point, { ...options, format: 'esm' }),
      typescript: emit(gradient, point, { ...options, format: 'ts' }),
    };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}
