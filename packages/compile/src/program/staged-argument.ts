import type { FlatTree } from '@wengert/primitives';

/** One argument of a call: a tree of values that a program is given, or anything else, which it keeps as it is. */
export type StagedArgument = FlatTree | { readonly fixed: unknown };
