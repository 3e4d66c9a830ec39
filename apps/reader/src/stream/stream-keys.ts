import type pg from 'pg';
import { mayKeysRead } from '#identity';
import type { Outlet } from './outlet.js';

const everyMs = 500;

/** Ends streams whose keys have ended, within a second. While keys cannot be looked up, streams go on. */
export class StreamKeys {
  private readonly streams = new Map<string, Set<Outlet>>();

  constructor(private readonly identity: pg.Pool) {}

  watch(outlet: Outlet, key: string): void {
    const of = this.streams.get(key) ?? new Set();
    this.streams.set(key, of.add(outlet));
    outlet.whenEnded(() => {
      of.delete(outlet);
      if (of.size === 0) this.streams.delete(key);
    });
  }

  start(signal: AbortSignal): void {
    let isAsking = false;
    const timer = setInterval(() => {
      if (isAsking || this.streams.size === 0) return;
      isAsking = true;
      void this.check().finally(() => (isAsking = false));
    }, everyMs);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  private async check(): Promise<void> {
    const asked = [...this.streams.keys()];
    const valid = await mayKeysRead(this.identity, asked).catch(() => new Set(asked));
    for (const key of asked.filter((one) => !valid.has(one))) {
      for (const outlet of this.streams.get(key) ?? []) outlet.end('key-ended');
    }
  }
}
