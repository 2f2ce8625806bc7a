import type { Answer, Place } from './answer.js';
import type { ModuleReply, ModuleRequest } from './module-worker.js';

const patience = 10_000;

/** Runs modules in a worker, which is ready before the first of them. */
export class ModuleRunner {
  #worker = startWorker();
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs a module, and looks at the function that it exports. The worker does one thing at a time: a module waits until
   * those before it have come to an end, and only then does its own time begin.
   *
   * @throws Error when the module cannot be run, throws, or does not come to an end.
   */
  run(text: string, place: Place): Promise<Answer> {
    const next = this.#last.then(() => this.#runNow(text, place));
    this.#last = next.catch(() => undefined);
    return next;
  }

  #runNow(text: string, place: Place): Promise<Answer> {
    const worker = this.#worker;
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.stop();
        this.#worker = startWorker();
        reject(new Error(`The module did not come to an end within ${patience / 1000} seconds and was stopped.`));
      }, patience);
      worker.onmessage = ({ data }: MessageEvent<ModuleReply>) => {
        clearTimeout(timer);
        if ('answer' in data) resolve(data.answer);
        else reject(new Error(data.error));
      };
      worker.onerror = (event) => {
        clearTimeout(timer);
        reject(new Error(event.message || 'The module could not be run in this browser.'));
      };
      worker.postMessage({ text, place } satisfies ModuleRequest);
    });
  }

  /** Ends the worker, whatever it is doing. */
  stop(): void {
    this.#worker.terminate();
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./module-worker.ts', import.meta.url), { type: 'module' });
}
