import { createContext, Script } from 'node:vm';

const context = createContext({ work: undefined as (() => unknown) | undefined });
const script = new Script('work()');

/** What the work answers; throws where it does not end, which no time-out of a test runner would notice. */
export function inTime<T>(work: () => T): T {
  context['work'] = work;
  return script.runInContext(context, { timeout: 2_000 }) as T;
}
