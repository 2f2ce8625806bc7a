import type { AnyFunction } from '@wengert/functional';
import { checkFunction } from '@wengert/functional/building-blocks';
import {
  describeValue,
  optionsOf,
  parameterNames,
  type ContainerToken,
  type StructureToken,
} from '@wengert/primitives';
import { isDense, TraceError, WengertError } from '@wengert/tensor';
import { canBeCompared, layoutOfElements, readingText } from './argument-text.js';
import type { ArgumentName } from './code-source.js';
import { nameOfArgument } from './code-text.js';
import { moduleText, type LeafType, type ModuleFormat } from './module-text.js';
import type { InputPlace } from './program/arguments.js';
import { planProgram } from './program/plan.js';
import { scalarized, type Scalarized } from './program/scalarize.js';
import { isInput, stagedArgument, type StagedArgument } from './program/staged-argument.js';
import { stage, type OutputLeaf, type Staged } from './stage.js';
import { standaloneCode } from './standalone-code.js';

/** Options of {@link emit}. */
export interface EmitOptions {
  /** What the module exports. Default `compiled`. */
  readonly name?: string;
  /** An ECMAScript module, a CommonJS module, or TypeScript. Default `esm`. */
  readonly format?: ModuleFormat;
  /**
   * Names for the parameters of what the module exports. Default: those in the text of `f`. Where these are no identifiers,
   * or are names that the code has for something else, `x1`, `x2` and so on.
   */
  readonly parameters?: readonly string[];
}

/**
 * The text of a module that exports one function: what `f` does, derivatives included, as plain JavaScript that needs
 * nothing else. The same function and examples always give the same text, so that it can be committed and compared.
 *
 * The function is for arguments like the examples: of the same structure, with lists of the same length, or it throws. Where
 * `f` chooses its way by `lt` and the like, the module goes the way that the examples go, and throws where its arguments would
 * not.
 *
 * Results: those of `f` up to rounding, with zeros, infinities and NaN where they are in them. Large reductions are not what
 * this is for: every element has a part in the code, until its loops are found again. Special functions (`erf`, `gamma`) and
 * most of `linalg` have no code without this library; `compile` takes them.
 *
 * Shapes: a tensor is a list of its numbers in row-major order; in results it is a `Float64Array`.
 *
 * @param f - A function made of this library's operations and transformations: `grad(loss)`.
 * @param exampleArgs - Arguments to call it with. Texts, flags and the like, and typed arrays, keep the value that they have
 * here: the module throws where it is given another.
 * @param options - `name`, `format` and `parameters`.
 * @throws {@link WengertError} for an operation that has no code which could stand alone.
 *
 * @example
 * emit((x: Scalar) => mul(x, x), [2], { name: 'square' }).includes('function square(x)'); // true
 */
export function emit(f: AnyFunction, exampleArgs: readonly unknown[], options: EmitOptions = {}): string {
  const chosen = optionsOf('emit', options, ['name', 'format', 'parameters']);
  const { name = 'compiled', format = 'esm' } = chosen;
  checkOptions(f, exampleArgs, { ...chosen, name, format });
  const args = exampleArgs.map(checkedArgument);
  const staged = stage('emit', f, args, true);
  const nodes = staged.outputs.filter((output) => typeof output === 'number');
  const scalars = scalarized('emit', staged.program, nodes);
  const output = outputOfElements(staged, scalars);
  const names = argumentNames(chosen.parameters ?? parameterNames(f), args.length, name);
  const plan = planProgram(
    scalars.program,
    output.leaves,
    output.structure,
    placesOfElements(args, staged, scalars),
    output.typed,
  );
  const { before, body } = standaloneCode(plan, args.map(layoutOfElements), names, name);
  const parameters = args.map((arg, i) => ({
    name: names[i]?.whole ?? '',
    structure: arg.structure,
    leaves: arg.leaves.map((leaf) => (isInput(arg, leaf) ? typeOf(leaf) : 'other')),
  }));
  return moduleText({
    name,
    format,
    parameters,
    result: { structure: staged.structure, leaves: staged.outputs.map((leaf) => typeOfOutput(staged, leaf)) },
    before,
    body: [...args.flatMap((arg, i) => readingText(arg, names[i] ?? nameOfArgument(i))), ...body],
  });
}

function checkOptions(
  f: unknown,
  exampleArgs: unknown,
  { name, format, parameters }: { readonly [option in keyof EmitOptions]: unknown },
): void {
  checkFunction('emit', f);
  if (!Array.isArray(exampleArgs)) {
    throw new WengertError(`emit: exampleArgs must be an array of arguments, but is ${describeValue(exampleArgs)}.`);
  }
  if (!isIdentifier(name) || reserved.has(name)) {
    throw new WengertError(`emit: name must be an identifier, but is ${describeValue(name)}.`);
  }
  if (format !== 'esm' && format !== 'cjs' && format !== 'ts') {
    throw new WengertError(`emit: format must be 'esm', 'cjs' or 'ts', but is ${describeValue(format)}.`);
  }
  if (parameters !== undefined && !Array.isArray(parameters)) {
    throw new WengertError(`emit: parameters must be an array of names, but is ${describeValue(parameters)}.`);
  }
}

function checkedArgument(arg: unknown, index: number): StagedArgument {
  const staged = stagedArgument(arg);
  if (staged?.leaves.every((leaf) => isInput(staged, leaf) || canBeCompared(leaf)) === true) return staged;
  throw new TraceError(
    `emit: exampleArgs[${index}] is ${describeValue(arg)}, but must be made of numbers, tensors, texts and flags.`,
  );
}

/** The output with every tensor as an array of its elements, which becomes a typed array. */
function outputOfElements(
  { program, outputs, structure }: Staged,
  { elements }: Scalarized,
): {
  readonly structure: readonly StructureToken[];
  readonly leaves: readonly OutputLeaf[];
  readonly typed: ReadonlySet<StructureToken>;
} {
  const tokens: StructureToken[] = [];
  const leaves: OutputLeaf[] = [];
  const typed = new Set<StructureToken>();
  let next = 0;
  for (const token of structure) {
    const output = token === 'leaf' ? (outputs[next++] ?? { fixed: undefined }) : undefined;
    if (typeof output === 'number' && !program.isScalar(output)) {
      const own = elements(output);
      const container: ContainerToken = { length: own.length, keys: undefined, nullPrototype: false };
      typed.add(container);
      tokens.push(container);
      for (const element of own) {
        tokens.push('leaf');
        leaves.push(element);
      }
      continue;
    }
    tokens.push(token);
    if (output !== undefined) leaves.push(typeof output === 'number' ? (elements(output)[0] ?? -1) : output);
  }
  return { structure: tokens, leaves, typed };
}

/** Where the elements of the inputs are found: all those of an argument are counted together. */
function placesOfElements(
  args: readonly StagedArgument[],
  { inputs }: Staged,
  { elements }: Scalarized,
): ReadonlyMap<number, InputPlace> {
  const places = new Map<number, InputPlace>();
  let input = 0;
  args.forEach((arg, argument) => {
    let index = 0;
    for (const leaf of arg.leaves) {
      if (!isInput(arg, leaf)) continue;
      for (const node of elements(inputs[input++] ?? -1)) places.set(node, { argument, index: index++ });
    }
  });
  return places;
}

function typeOf(leaf: unknown): LeafType {
  return isDense(leaf) ? { shape: leaf.shape } : 'number';
}

function typeOfOutput({ program }: Staged, leaf: OutputLeaf): LeafType {
  if (typeof leaf !== 'number') return 'other';
  return program.isScalar(leaf) ? 'number' : { shape: program.shapeOf(leaf) };
}

/** Words that no variable can have for a name, and names that the code needs itself. */
const reserved: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield ' +
    'Array Float64Array Infinity Int32Array Math NaN RangeError exports missed module require w'
  ).split(' '),
);

/** The names of the user's parameters where there are as many as it takes and none clashes with ours. */
function argumentNames(own: readonly string[], count: number, name: string): readonly ArgumentName[] {
  const isUsable =
    own.length >= count &&
    new Set(own).size === own.length &&
    own.every((parameter) => isIdentifier(parameter) && isFree(parameter) && parameter !== name);
  return Array.from({ length: count }, (_, i) => {
    const whole = isUsable ? (own[i] ?? `x${i + 1}`) : `x${i + 1}`;
    return { whole, numbers: `${whole}Leaves`, tensors: `${whole}Leaves` };
  });
}

function isIdentifier(name: unknown): name is string {
  return typeof name === 'string' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

/** Whether no name that the code makes up can be this one. */
function isFree(name: string): boolean {
  return (
    !reserved.has(name) && !/^(v|t|e|r|i|f|m|sum|numbers|places|constant)\d+/.test(name) && !name.endsWith('Leaves')
  );
}
