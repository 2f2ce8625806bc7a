import { constantNode, type Program } from './program.js';
import type { ColumnResult } from './results.js';
import type { Sums } from './sums.js';
import { isComputed, type Uses } from './uses.js';

/** The operand of an addition that starts a sum: there is nothing to add to yet. */
export const nothing = -2;

/** Stands for the operands of an item that has a list of them of its own. */
const inList = -3;

/** An item that stores an entry of a column; the value is the number of the {@link Store}. */
export const storeItem = -10;

/** An entry of a column that is known when these nodes are. */
export interface Store {
  readonly column: number;
  readonly position: number;
  readonly nodes: readonly number[];
  /** Whether the entry is an array of the nodes, and not the node itself. */
  readonly isRow: boolean;
}

/**
 * A program in the order in which it is carried out. Each item computes a value, checks a guard, or stores a result. The
 * value of a node has the node's number; a sum that has only its first term is a value beyond those.
 */
export class Listing {
  readonly program: Program;
  readonly sums: Sums;
  readonly stores: readonly Store[];
  count = 0;
  /** For each item: the number of its operation, a kind of node, or {@link storeItem}. */
  operations: Int32Array;
  /** For each item: the value that it makes, the node of the guard, or the number of the store. */
  values: Int32Array;
  /** The operands of an item with up to three of them; those of sums come with the partial sum first. */
  operands: Int32Array;
  private readonly longOperands: Map<number, readonly number[]> = new Map();
  /** For each value: the item that makes it; -1 for inputs and constants. */
  readonly places: Int32Array;

  constructor(program: Program, sums: Sums, stores: readonly Store[], capacity: number) {
    this.program = program;
    this.sums = sums;
    this.stores = stores;
    this.operations = new Int32Array(capacity);
    this.values = new Int32Array(capacity);
    this.operands = new Int32Array(3 * capacity).fill(-1);
    this.places = new Int32Array(program.size + sums.firstTerms.length).fill(-1);
  }

  /** How many operands an item has. */
  operandCount(item: number): number {
    const at = 3 * item;
    const first = this.operands[at]!;
    if (first === inList) return this.longOperands.get(item)?.length ?? 0;
    if (first === -1) return 0;
    if (this.operands[at + 1] === -1) return 1;
    return this.operands[at + 2] === -1 ? 2 : 3;
  }

  /** One operand of an item: a value, or {@link nothing}. */
  operand(item: number, index: number): number {
    const at = 3 * item;
    if (this.operands[at] === inList) return this.longOperands.get(item)?.[index] ?? -1;
    return this.operands[at + index]!;
  }

  /** Whether an item adds to a partial sum. */
  isAddition(item: number): boolean {
    const value = this.values[item]!;
    if (this.operations[item]! < 0) return false;
    return value >= this.program.size || this.sums.partial[value]! >= 0;
  }

  /** The sum that the value of an addition belongs to. */
  sumOf(value: number): number {
    const { size } = this.program;
    return value >= size ? value - size : this.sums.sumOf[value]!;
  }

  /** Adds the item that computes a node or checks a guard. */
  addNode(node: number): void {
    const { program, sums } = this;
    const item = this.add(program.kindOf(node), node);
    if (!program.isGuard(node)) this.places[node] = item;
    const count = program.operandCount(node);
    if (count > 3) {
      this.setList(item, program.operandsOf(node));
      return;
    }
    const partial = sums.partial[node]!;
    for (let i = 0; i < count; i++) this.operands[3 * item + i] = program.operand(node, i);
    if (partial < 0) return;
    const sum = sums.sumOf[node]!;
    const before = program.operand(node, partial);
    this.operands[3 * item] = sums.firstAdditions[sum] === node ? program.size + sum : before;
    this.operands[3 * item + 1] = program.operand(node, 1 - partial);
  }

  /** Adds the item that puts the first term of a sum in place. */
  addFirstTerm(sum: number): void {
    const { program, sums } = this;
    const item = this.add(program.kindOf(sums.firstAdditions[sum]!), program.size + sum);
    this.places[program.size + sum] = item;
    this.operands[3 * item] = nothing;
    this.operands[3 * item + 1] = sums.firstTerms[sum]!;
  }

  /** Adds the item that stores an entry of a column. */
  addStore(store: number): void {
    const { nodes = [] } = this.stores[store] ?? {};
    const item = this.add(storeItem, store);
    if (nodes.length > 3) this.setList(item, nodes);
    else nodes.forEach((node, i) => (this.operands[3 * item + i] = node));
  }

  private setList(item: number, operands: readonly number[]): void {
    this.operands[3 * item] = inList;
    this.longOperands.set(item, operands);
  }

  private add(operation: number, value: number): number {
    const item = this.count++;
    this.operations[item] = operation;
    this.values[item] = value;
    return item;
  }
}

/** The entries of columns that are not constant numbers, which stand in the column from the beginning. */
export function storesOf(program: Program, columns: readonly ColumnResult[]): readonly Store[] {
  return columns.flatMap(({ index, entries }) =>
    entries.flatMap((entry, position): Store[] => {
      if (entry.kind === 'row') return [{ column: index, position, nodes: entry.nodes, isRow: true }];
      if (program.kindOf(entry.node) === constantNode) return [];
      return [{ column: index, position, nodes: [entry.node], isRow: false }];
    }),
  );
}

/**
 * The items in the order in which the function carried them out. Results are stored as soon as they are there, and a term
 * is added to its sum at once, whether it is the first one or not.
 */
export function inProgramOrder(program: Program, uses: Uses, sums: Sums, stores: readonly Store[]): Listing {
  const listing = new Listing(program, sums, stores, itemCount(program, uses, sums, stores));
  const { size } = program;
  const { storesAfter, nextStore } = groupedByLast(program, stores);
  const { firstTerms, firstAdditions, partial, sumOf } = sums;
  /** For each value: the addition that it is the partial sum for. */
  const continued = new Int32Array(size + firstTerms.length).fill(-1);
  // The additions that wait for a term, as a linked list for each term.
  const firstWaiting = new Int32Array(size).fill(-1);
  const nextWaiting = new Int32Array(size + firstTerms.length).fill(-1);
  const wait = (addition: number, term: number): void => {
    nextWaiting[addition] = firstWaiting[term]!;
    firstWaiting[term] = addition;
  };
  for (let node = size - 1; node >= 0; node--) {
    const sum = sumOf[node]!;
    if (sum < 0 || uses.live[node] === 0) continue;
    const before = partial[node]!;
    continued[firstAdditions[sum] === node ? size + sum : program.operand(node, before)] = node;
    wait(node, program.operand(node, 1 - before));
  }
  for (let sum = firstTerms.length - 1; sum >= 0; sum--) wait(size + sum, firstTerms[sum]!);
  const isThere = (value: number): boolean =>
    listing.places[value]! >= 0 || (value < size && !isComputed(program, value));
  const mayAdd = (addition: number): boolean => {
    if (addition >= size) return isThere(firstTerms[addition - size]!);
    const before = partial[addition]!;
    const sum = sumOf[addition]!;
    const sumBefore = firstAdditions[sum] === addition ? size + sum : program.operand(addition, before);
    return isThere(sumBefore) && isThere(program.operand(addition, 1 - before));
  };
  const ready: number[] = [];
  const place = (value: number): void => {
    ready.push(value);
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      if (listing.places[next]! >= 0) continue;
      if (next >= size) listing.addFirstTerm(next - size);
      else listing.addNode(next);
      for (let store = storesAfter[next + 1] ?? -1; store >= 0; store = nextStore[store]!) listing.addStore(store);
      // What is pushed last comes first: what waits for this value, and then the next term of its sum.
      const after = continued[next]!;
      if (after >= 0 && mayAdd(after)) ready.push(after);
      const from = ready.length;
      for (let waits = next < size ? firstWaiting[next]! : -1; waits >= 0; waits = nextWaiting[waits]!) {
        if (mayAdd(waits)) ready.push(waits);
      }
      for (let a = from, b = ready.length - 1; a < b; a++, b--) [ready[a], ready[b]] = [ready[b]!, ready[a]!];
    }
  };
  for (let store = storesAfter[0] ?? -1; store >= 0; store = nextStore[store]!) listing.addStore(store);
  for (let node = 0; node < size; node++) {
    if (uses.live[node] === 0 || !isComputed(program, node)) continue;
    if (program.isGuard(node)) listing.addNode(node);
    else if (listing.places[node]! < 0) {
      const sum = sumOf[node]!;
      if (sum >= 0 && firstAdditions[sum] === node && listing.places[size + sum]! < 0) place(size + sum);
      place(node);
    }
  }
  return listing;
}

/**
 * The items in the order in which the results need them: each entry of a column with what it depends on. Operations of
 * the backward sweep then stand beside those of the forward sweep that they use.
 */
export function inOrderOfResults(
  program: Program,
  uses: Uses,
  sums: Sums,
  stores: readonly Store[],
  outputs: readonly number[],
): Listing {
  const listing = new Listing(program, sums, stores, itemCount(program, uses, sums, stores));
  const { size } = program;
  const done = new Uint8Array(size + sums.firstTerms.length);
  const stack: number[] = [];
  const require = (root: number): void => {
    stack.push(root);
    for (let value = stack[stack.length - 1]; value !== undefined; value = stack[stack.length - 1]) {
      if (done[value] === 1 || (value < size && !isComputed(program, value))) {
        stack.pop();
        continue;
      }
      const before = stack.length;
      if (value >= size) {
        push(sums.firstTerms[value - size]!);
      } else {
        const sum = sums.sumOf[value]!;
        const first = sum >= 0 && sums.firstAdditions[sum] === value ? sums.partial[value]! : -1;
        // The last that is pushed is dealt with first.
        for (let i = program.operandCount(value) - 1; i >= 0; i--) {
          push(i === first ? size + sum : program.operand(value, i));
        }
      }
      if (stack.length > before) continue;
      stack.pop();
      done[value] = 1;
      if (value >= size) listing.addFirstTerm(value - size);
      else listing.addNode(value);
    }
  };
  const push = (value: number): void => {
    if (done[value] === 0 && (value >= size || isComputed(program, value))) stack.push(value);
  };
  for (let node = 0; node < size; node++) if (program.isGuard(node)) require(node);
  stores.forEach(({ nodes }, store) => {
    for (const node of nodes) require(node);
    listing.addStore(store);
  });
  for (const node of outputs) require(node);
  return listing;
}

/** How many items a listing has. */
export function itemCount(program: Program, { live }: Uses, sums: Sums, stores: readonly Store[]): number {
  let computed = 0;
  for (let node = 0; node < program.size; node++) if (live[node] === 1 && isComputed(program, node)) computed++;
  return computed + sums.firstTerms.length + stores.length;
}

/**
 * Stores by the last of their nodes that is computed, as linked lists: for node `n` at `n + 1`, and at 0 for those that
 * need none.
 */
function groupedByLast(
  program: Program,
  stores: readonly Store[],
): { readonly storesAfter: Int32Array; readonly nextStore: Int32Array } {
  const storesAfter = new Int32Array(program.size + 1).fill(-1);
  const nextStore = new Int32Array(stores.length).fill(-1);
  for (let store = stores.length - 1; store >= 0; store--) {
    let last = -1;
    for (const node of stores[store]!.nodes) if (isComputed(program, node)) last = Math.max(last, node);
    nextStore[store] = storesAfter[last + 1]!;
    storesAfter[last + 1] = store;
  }
  return { storesAfter, nextStore };
}
