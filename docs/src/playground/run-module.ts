import type { Answer, Place } from './answer.js';
import type { ModuleReply, ModuleRequest } from './module-worker.js';

const patience = 10_000;

/**
 * Runs a module in a worker of its own.
 *
 * @throws Error when the module cannot be run, throws, or does not come to an end.
 */
export function runModule(text: string, place: Place): Promise<Answer> {
  const worker = new Worker(new URL('./module-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The module did not come to an end within ${patience / 1000} seconds and was stopped.`)),
      patience,
    );
    worker.addEventListener('message', ({ data }: MessageEvent<ModuleReply>) => {
      clearTimeout(timer);
      if ('answer' in data) resolve(data.answer);
      else reject(new Error(data.error));
    });
    worker.addEventListener('error', (event) => {
      clearTimeout(timer);
      reject(new Error(event.message || 'The module could not be run in this browser.'));
    });
    worker.postMessage({ text, place } satisfies ModuleRequest);
  }).finally(() => worker.terminate());
}
