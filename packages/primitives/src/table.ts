import type { Row } from './primitive.js';
import { broadcastToRow, sumToRow } from './kinds/broadcasting.js';
import { whereRow } from './kinds/selection.js';
import * as activations from './rows/activations.js';
import * as arithmetic from './rows/arithmetic.js';
import { clipAboveRow, clipBelowRow, clipInsideRow, clipRow } from './rows/clipping.js';
import { differenceOfSquares } from './rows/difference-of-squares.js';
import * as exponential from './rows/exponential.js';
import * as extrema from './rows/extrema.js';
import * as hyperbolic from './rows/hyperbolic.js';
import { oneIfDefined, shareOfGreater, unitStep } from './rows/indicators.js';
import * as logarithms from './rows/logarithms.js';
import * as masks from './rows/masks.js';
import * as polar from './rows/polar.js';
import * as positiveDivision from './rows/positive-division.js';
import { powDerivativeRow } from './rows/power-derivatives.js';
import * as powers from './rows/powers.js';
import * as rounding from './rows/rounding.js';
import { stopGradientRow } from './rows/stop-gradient.js';
import * as trigonometric from './rows/trigonometric.js';
import { flipRow, rollRow } from './rows/arranging.js';
import { transposeRow } from './rows/axes.js';
import { convolveRow } from './rows/convolution.js';
import { crossRow } from './rows/cross.js';
import { einsumRow } from './rows/einsum.js';
import { concatRow, stackRow } from './rows/joining.js';
import { kronRow } from './rows/kron.js';
import { matmulRow } from './rows/products.js';
import { reshapeRow } from './rows/reshaping.js';
import { placeRow, sliceRow } from './rows/slicing.js';
import { scatterAlongAxisRow, takeAlongAxisRow } from './rows/taking-along.js';
import { tensordotRow } from './rows/tensordot.js';
import { scatterRow, takeRow } from './rows/taking.js';
import { putRow } from './rows/updating.js';
import { dotRow, innerRow, outerRow } from './rows/vector-products.js';
import * as absolutePowers from './rows/absolute-powers.js';
import { diffRow } from './rows/differences.js';
import { argmaxRow, argminRow } from './rows/extreme-indices.js';
import { isExtreme, maxRow, minRow } from './rows/extremes-along.js';
import { logSoftmaxRow, logsumexpRow, softmaxRow } from './rows/log-sums.js';
import { medianRow } from './rows/medians.js';
import { directionRow, maxNormRow, normRow, sumNormRow } from './rows/norms.js';
import { prodRow } from './rows/products-along.js';
import { quotientOrZero } from './rows/quotient-or-zero.js';
import { linearRecurrenceRow } from './rows/recurrence.js';
import { sumRow } from './rows/reducing.js';
import { cumprodRow, cumsumRow } from './rows/scans.js';
import { argsortRow, rearrangeRow, sortRow } from './rows/sorting.js';
import { shareOfGreatestRow } from './rows/shares.js';
import { centerRow, stdRow, varianceRow } from './rows/statistics.js';
import * as bessel from './rows/special/bessel.js';
import * as beta from './rows/special/beta.js';
import * as errorFunction from './rows/special/error-function.js';
import * as gamma from './rows/special/gamma.js';
import * as normal from './rows/special/normal.js';
import { digamma, polygamma, polygammaDifferenceRow } from './rows/special/polygamma.js';
import { meanRow } from './rows/sums.js';
import { choleskyPullRow, choleskyRow } from './rows/linalg/cholesky.js';
import { cofactorsRow } from './rows/linalg/cofactors.js';
import { detRow, detSignRow, logAbsDetRow } from './rows/linalg/determinants.js';
import { eighRow } from './rows/linalg/eigh.js';
import { expmRow } from './rows/linalg/expm.js';
import { invRow } from './rows/linalg/inverse.js';
import { lstsqRow } from './rows/linalg/lstsq.js';
import { matrixNormRow } from './rows/linalg/matrix-norm.js';
import { matrixPowerRow } from './rows/linalg/matrix-power.js';
import { pinvRow } from './rows/linalg/pinv.js';
import { qrRow } from './rows/linalg/qr.js';
import { solveRow } from './rows/linalg/solving.js';
import { svdRow } from './rows/linalg/svd.js';
import { traceRow } from './rows/linalg/trace.js';
import { triangularSolveRow } from './rows/linalg/triangular.js';

/** The rows of the operations that a module exports. */
function rowsOf(operations: Readonly<Record<string, { readonly row: Row }>>): readonly Row[] {
  return Object.values(operations).map(({ row }) => row);
}

/**
 * The one table: a row for every operation of the library, for whoever must speak of all of them (tests, docs). A
 * function, so that a bundle which does not call it carries only the rows it uses.
 */
export function primitives(): readonly Row[] {
  return [
    ...rowsOf(arithmetic),
    ...rowsOf(powers),
    powDerivativeRow,
    ...rowsOf(rounding),
    ...rowsOf(extrema),
    clipRow,
    clipInsideRow,
    clipBelowRow,
    clipAboveRow,
    ...rowsOf({ oneIfDefined, unitStep, shareOfGreater, differenceOfSquares }),
    stopGradientRow,
    ...rowsOf(exponential),
    ...rowsOf(logarithms),
    ...rowsOf(positiveDivision),
    ...rowsOf(activations),
    ...rowsOf(trigonometric),
    ...rowsOf(hyperbolic),
    ...rowsOf(polar),
    ...rowsOf(masks),
    whereRow,
    broadcastToRow,
    sumToRow,
    reshapeRow,
    sliceRow,
    placeRow,
    transposeRow,
    concatRow,
    stackRow,
    flipRow,
    rollRow,
    takeRow,
    scatterRow,
    takeAlongAxisRow,
    scatterAlongAxisRow,
    putRow,
    matmulRow,
    dotRow,
    innerRow,
    outerRow,
    tensordotRow,
    einsumRow,
    kronRow,
    crossRow,
    convolveRow,
    sumRow,
    meanRow,
    prodRow,
    maxRow,
    minRow,
    argmaxRow,
    argminRow,
    ...rowsOf({ isExtreme, quotientOrZero }),
    centerRow,
    varianceRow,
    stdRow,
    medianRow,
    normRow,
    directionRow,
    sumNormRow,
    maxNormRow,
    ...rowsOf(absolutePowers),
    logsumexpRow,
    softmaxRow,
    logSoftmaxRow,
    shareOfGreatestRow,
    cumsumRow,
    cumprodRow,
    linearRecurrenceRow,
    diffRow,
    sortRow,
    argsortRow,
    rearrangeRow,
    ...rowsOf(errorFunction),
    ...rowsOf(normal),
    ...rowsOf(gamma),
    ...rowsOf({ digamma, polygamma }),
    polygammaDifferenceRow,
    ...rowsOf({ beta: beta.beta, lbeta: beta.lbeta }),
    beta.betaDerivativeRow,
    ...rowsOf(bessel),
    solveRow,
    triangularSolveRow,
    invRow,
    detRow,
    cofactorsRow,
    logAbsDetRow,
    detSignRow,
    choleskyRow,
    choleskyPullRow,
    qrRow,
    eighRow,
    svdRow,
    expmRow,
    pinvRow,
    lstsqRow,
    matrixPowerRow,
    matrixNormRow,
    traceRow,
  ];
}
