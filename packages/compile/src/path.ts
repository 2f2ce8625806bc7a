import { executableCode, writeCode } from './compiled-code.js';
import type { Executable } from './executable.js';
import { interpreted } from './interpreted-code.js';
import { inputPlaces, type ArgumentLayout } from './program/arguments.js';
import { planProgram } from './program/plan.js';
import type { StagedArgument } from './program/staged-argument.js';
import type { Staged } from './stage.js';

/** One way through a function for arguments of one kind: which conditions held, and the program that this makes. */
export class Path {
  readonly source: string;
  readonly executable: Executable;
  /** Which way each guard went. */
  private readonly held: readonly boolean[];

  constructor(staged: Staged, args: readonly StagedArgument[], layouts: readonly ArgumentLayout[]) {
    const { program, outputs, structure } = staged;
    const ordinals = new Map<number, number>();
    const held: boolean[] = [];
    for (let node = 0; node < program.size; node++) {
      if (!program.isGuard(node)) continue;
      ordinals.set(node, held.length);
      held.push(program.heldAt(node));
    }
    this.held = held;
    const places = inputPlaces(args);
    const inputs = new Map(
      staged.inputs.flatMap((node, i) => {
        const place = places[i];
        return place === undefined ? [] : [[node, place]];
      }),
    );
    const plan = planProgram(program, outputs, structure, inputs);
    const written = writeCode(plan, layouts, ordinals);
    this.source = written.text;
    this.executable = executableCode(written, plan) ?? interpreted(staged, layouts, places);
  }

  /** Whether this path is as another one up to a guard, and differs there. */
  turnsOff(other: Path, guard: number): boolean {
    if (this.held.length <= guard || this.held[guard] === other.held[guard]) return false;
    for (let i = 0; i < guard; i++) if (this.held[i] !== other.held[i]) return false;
    return true;
  }
}
