import { computed, onUnmounted, ref, watch, type ComputedRef, type Ref } from 'vue';

/** Which way the derivatives of a trace are filled in. */
export type Mode = 'forward' | 'reverse';

/** A walk through a trace, one line at a time. */
export interface Steps {
  /** How many steps are done. */
  readonly step: Ref<number>;
  readonly last: ComputedRef<number>;
  readonly playing: Ref<boolean>;
  /** Whether the value of a line is known by now. */
  hasValue(line: number): boolean;
  /** Whether the tangent or adjoint of a line is known by now. */
  hasDerivative(line: number): boolean;
  /** The line that the last step was about; -1 before the first. */
  readonly current: ComputedRef<number>;
  /** Goes by some steps, forward or back, and stops playing. */
  move(by: number): void;
  play(): void;
}

const pauseBetweenSteps = 800;

/**
 * Forward mode computes each value with its tangent, from the first line to the last. Reverse mode computes all values, and
 * then the adjoints from the last line to the first.
 */
export function useSteps(lineCount: () => number, mode: () => Mode): Steps {
  const last = computed(() => (mode() === 'forward' ? lineCount() : 2 * lineCount()));
  const step = ref(last.value);
  const playing = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;

  const stop = (): void => {
    clearInterval(timer);
    playing.value = false;
  };
  watch(last, (count) => {
    stop();
    step.value = count;
  });
  onUnmounted(stop);

  const backward = computed(() => Math.max(0, step.value - lineCount()));
  return {
    step,
    last,
    playing,
    hasValue: (line) => line < step.value,
    hasDerivative: (line) => (mode() === 'forward' ? line < step.value : line >= lineCount() - backward.value),
    current: computed(() =>
      mode() === 'reverse' && backward.value > 0 ? lineCount() - backward.value : Math.min(step.value, lineCount()) - 1,
    ),
    move(by) {
      stop();
      step.value = Math.min(last.value, Math.max(0, step.value + by));
    },
    play() {
      if (playing.value) {
        stop();
        return;
      }
      if (step.value >= last.value) step.value = 0;
      playing.value = true;
      timer = setInterval(() => {
        step.value += 1;
        if (step.value >= last.value) stop();
      }, pauseBetweenSteps);
    },
  };
}
