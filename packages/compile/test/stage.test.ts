import { describe, expect, it } from '@jest/globals';
import { add, lt, mul, neg, sin, type Scalar } from '@wengert/primitives';

import { guardNode, stage, stagedArgument, type Staged } from '../src/index.js';

function staged(f: (...args: Scalar[]) => unknown, ...args: number[]): Staged {
  return stage(
    'compile',
    f,
    args.flatMap((x) => stagedArgument(x) ?? []),
  );
}

function operationsOf({ program }: Staged): string[] {
  return Array.from({ length: program.size }, (_, node) => program.operationOf(node)?.primitive.name ?? '').filter(
    (name) => name !== '',
  );
}

describe('a staged function', () => {
  it('is the list of operations that it applied, with their values', () => {
    const list = staged((x, y) => add(mul(x, y), sin(x)), 2, 3);
    expect(operationsOf(list)).toEqual(['mul', 'sin', 'add']);
    expect(list.example()).toBe(6 + Math.sin(2));
  });

  it('computes nothing twice', () => {
    expect(operationsOf(staged((x, y) => add(mul(x, y), mul(y, x)), 2, 3))).toEqual(['mul', 'add']);
  });

  it('leaves out what changes nothing', () => {
    expect(operationsOf(staged((x) => add(mul(1, x), -0), 2))).toEqual([]);
    expect(operationsOf(staged((x) => add(x, 0), 2))).toEqual(['add']);
  });

  it('remembers once which way it went', () => {
    const { program } = staged((x) => (lt(x, 1) && lt(x, 1) ? x : neg(x)), 2);
    const guards = Array.from({ length: program.size }, (_, node) => program.kindOf(node)).filter(
      (kind) => kind === guardNode,
    );
    expect(guards).toHaveLength(1);
  });
});
