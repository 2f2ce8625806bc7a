import type { Scalar, Tree, Value } from '@wengert/primitives';
import type { Tensor } from '@wengert/tensor';

/** A tree with every scalar a `number`: what a transformed function takes and returns when it is called with numbers. */
export type Concrete<T> = Tree extends T
  ? T
  : T extends Scalar
    ? number
    : T extends Tensor
      ? Tensor
      : T extends AnyFunction
        ? T
        : { [K in keyof T]: Concrete<T[K]> };

/** The arguments of a function, with numbers for scalars. */
export type ConcreteArguments<A extends readonly unknown[]> = { [K in keyof A]: Concrete<A[K]> };

/** Which arguments to differentiate by: one, or several. */
export type Argnums = number | readonly number[];

/** The type of the chosen arguments: of one, or an array of several. */
export type Picked<A extends readonly unknown[], N extends Argnums> = N extends readonly number[]
  ? { -readonly [K in keyof N]: A[N[K] & keyof A] }
  : A[N & keyof A];

/** A function that may be differentiated: called with traced values, and with whatever else it takes. */
export type AnyFunction = (...args: never[]) => unknown;

/** Lets only functions of scalars pass: one that takes other values as well, such as tensors, keeps its own parameters. */
export type OfScalars<F extends AnyFunction> = Parameters<F> extends Scalar[] ? unknown : never;

/** A transformed function: numbers in, numbers out; and traced values in, traced values out, so that it nests. */
export interface Transformed<A extends readonly unknown[], Result> {
  (...args: ConcreteArguments<A>): Concrete<Result>;
  // Last, because inference reads the last signature.
  (...args: A): Result;
}

/** Options of the transformations. */
export interface Options<N extends Argnums = Argnums> {
  /** The arguments to differentiate by, counted from 0; negative from the end. Default 0; an array gives an array. */
  readonly argnums?: N;
  /** Whether `f` returns `[output, aux]`; `aux` may be anything and comes back untraced. Default false. */
  readonly hasAux?: boolean;
}

/**
 * The Jacobian of an output tree by an input tree: the output's tree with, at each leaf, the input's tree; a pair of
 * scalars has a scalar there, any other pair a tensor.
 */
export type Jacobian<Output, Input> = Tree extends Output
  ? Output
  : [Output] extends [Value]
    ? JacobianRow<Output, Input>
    : { -readonly [K in keyof Output]: Jacobian<Output[K], Input> };

type JacobianRow<OutputLeaf, Input> = Tree extends Input
  ? Input
  : [Input] extends [Value]
    ? JacobianBlock<OutputLeaf, Input>
    : { -readonly [K in keyof Input]: JacobianRow<OutputLeaf, Input[K]> };

type JacobianBlock<OutputLeaf, InputLeaf> = [OutputLeaf | InputLeaf] extends [Scalar]
  ? Scalar
  : [OutputLeaf] extends [Tensor]
    ? Tensor
    : [InputLeaf] extends [Tensor]
      ? Tensor
      : Value;
