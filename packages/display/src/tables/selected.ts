import { shapeOfValue } from '@wengert/primitives';
import { sameShape } from '@wengert/tensor';
import { primalOf, type Line, type Operand } from '../recording/line.js';

/**
 * The side that a selection by one number took. Differentiation sees nothing but that side: what the other would
 * contribute is zero by structure.
 */
export function selectedSide(line: Line): Operand | undefined {
  if (line.kind !== 'operation' || line.primitive.kind !== 'selection') return undefined;
  const [mask = 0, x = 0, y = 0] = line.operands;
  const held = primalOf(mask);
  if (typeof held !== 'number' || !sameShape(shapeOfValue(primalOf(x)), shapeOfValue(primalOf(y)))) return undefined;
  return held !== 0 ? x : y;
}
