import { structuredCloudEvent } from '#events';
import type { HistoryName, ShownEvent } from '#events';
import type { Step, ViewRead } from '#views';

/**
 * What every stream begins with: how long to wait before coming again, in ms, and behind which id, where the client does
 * not know it. Without data it is no message.
 */
export function greeting(after: number | undefined): Buffer {
  const id = after === undefined ? '' : `id: ${after}\n`;
  return Buffer.from(`retry: 2000\n${id}: here follows the record\n\n`);
}
export const heartbeat = Buffer.from(':\n\n');

export const waitingFor = (position: number): Buffer => Buffer.from(`: waiting for position ${position}\n\n`);

// JSON is one line: a line end in a text is escaped in it. Names are checked, for a type of a later version may be anything.
const message = (fields: { readonly id?: number; readonly event: string }, data: string): Buffer => {
  const id = fields.id === undefined ? '' : `id: ${fields.id}\n`;
  const event = /^\w{1,64}$/.test(fields.event) ? fields.event : 'message';
  return Buffer.from(`${id}event: ${event}\ndata: ${data}\n\n`);
};

export const eventMessage = (event: ShownEvent, history: HistoryName): Buffer =>
  message({ id: event.position, event: event.type }, structuredCloudEvent(event, history));

/** All that passes the filter of the stream has been sent up to here. */
export const positionMessage = (position: number): Buffer =>
  message({ id: position, event: 'position' }, JSON.stringify({ position }));

/** Without an id: whoever is cut off among several must not resume behind those that did not come. */
export function snapshotMessage(story: string, position: number, { view, parked }: ViewRead): Buffer {
  const rows = (view?.rows ?? []).map(({ kind, key, doc }) => ({ kind, key, doc }));
  return message({ event: 'snapshot' }, JSON.stringify({ story, position, version: view?.version ?? 0, rows, parked }));
}

export const stepMessage = ({ story, position, version, change, ended, begun }: Step): Buffer =>
  message({ id: position, event: 'change' }, JSON.stringify({ story, position, version, change, ended, begun }));
