import { destination, pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger };

/** Structured logs on stderr: stdout belongs to what a command tells. */
export function openLogger(level: string, service: string): Logger {
  return pino({ level, base: { service } }, destination({ fd: 2, sync: true }));
}
