import type { Law } from './law.js';
import { batchEqualsLoop } from './laws/batch-equals-loop.js';
import { compiledEqualsEager } from './laws/compiled-equals-eager.js';
import { codeEqualsValue } from './laws/code-equals-value.js';
import { decompositionEqualsValue } from './laws/decomposition-equals-value.js';
import { derivativesHaveTheRightShape } from './laws/derivatives-have-the-right-shape.js';
import { forwardEqualsReverse } from './laws/forward-equals-reverse.js';
import { hiddenElementsContributeNothing } from './laws/hidden-elements-contribute-nothing.js';
import { inactiveArgumentsContributeNothing } from './laws/inactive-arguments-contribute-nothing.js';
import { inputsAreNotMutated } from './laws/inputs-are-not-mutated.js';
import { checkpointChangesNothing, linearizeEqualsJvp } from './laws/linearize-equals-jvp.js';
import { mixedPartialsAgree } from './laws/mixed-partials-agree.js';
import { nestingOrdersAgree, thirdOrderNestingsAgree } from './laws/nesting-orders-agree.js';
import { piecesEqualWhole } from './laws/pieces-equal-whole.js';
import { pullIsLinear } from './laws/pull-is-linear.js';
import { pullIsTransposeOfPush } from './laws/pull-is-transpose-of-push.js';
import { pushEqualsFiniteDifference } from './laws/push-equals-finite-difference.js';
import { pushIsLinear } from './laws/push-is-linear.js';
import { repeatedCallsAgree } from './laws/repeated-calls-agree.js';
import { reusedSweepsComputeNothingNonlinear } from './laws/reused-sweeps-compute-nothing-nonlinear.js';
import { sameErrorsInEveryMode } from './laws/same-errors-in-every-mode.js';
import { sidesNotTakenContributeNothing } from './laws/sides-not-taken-contribute-nothing.js';
import { structuralZerosStayStructural } from './laws/structural-zeros-stay-structural.js';
import { structuralZerosAreUntraced } from './laws/structural-zeros-are-untraced.js';
import { tensorsAgreeWithScalars } from './laws/tensors-agree-with-scalars.js';
import { tracingKeepsTheValue } from './laws/tracing-keeps-the-value.js';

/** Every law, the simplest first: where one is broken, those after it have less to say. */
export const laws: readonly Law[] = [
  codeEqualsValue,
  piecesEqualWhole,
  decompositionEqualsValue,
  tracingKeepsTheValue,
  derivativesHaveTheRightShape,
  pushEqualsFiniteDifference,
  pullIsTransposeOfPush,
  forwardEqualsReverse,
  pushIsLinear,
  pullIsLinear,
  tensorsAgreeWithScalars,
  inactiveArgumentsContributeNothing,
  structuralZerosAreUntraced,
  structuralZerosStayStructural,
  sidesNotTakenContributeNothing,
  hiddenElementsContributeNothing,
  mixedPartialsAgree,
  nestingOrdersAgree,
  thirdOrderNestingsAgree,
  batchEqualsLoop,
  linearizeEqualsJvp,
  checkpointChangesNothing,
  compiledEqualsEager,
  reusedSweepsComputeNothingNonlinear,
  inputsAreNotMutated,
  repeatedCallsAgree,
  sameErrorsInEveryMode,
];
