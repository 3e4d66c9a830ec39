import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { EndReason } from './outlet.js';
import type { Streams } from './streams.js';

/** Counts the streams of a reader; answers what to call when one has ended. */
export function countStreams(registry: Registry, streams: Streams): (reason: EndReason) => void {
  new Gauge({
    name: 'newsledger_streams_open',
    help: 'Streams that are open.',
    registers: [registry],
    collect() {
      this.set(streams.room.open);
    },
  });
  new Gauge({
    name: 'newsledger_stream_position',
    help: 'The last position that was handed on to streams.',
    registers: [registry],
    collect() {
      this.set(streams.position);
    },
  });
  const ended = new Counter({
    name: 'newsledger_streams_ended_total',
    help: 'Streams that have ended, by why: closed by the client, too-slow, stuck, stopped, history-changed, key-ended, broken.',
    labelNames: ['reason'],
    registers: [registry],
  });
  return (reason) => ended.inc({ reason });
}
