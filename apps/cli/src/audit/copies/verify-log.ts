import type pg from 'pg';
import { readSpan } from '#ledger';
import { utcTime } from '#postgres';
import { eventColumns, eventOf, readPlace } from '#views';
import type { EventRow } from '#views';
import { AuditFault } from '#proof';
import { differenceOf } from './event-difference.js';

export interface LogPlace {
  readonly ledger: pg.Pool;
  readonly views: pg.Pool;
  readonly epoch: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

const pageEvents = 2_000;

/** A row of either side as one hash, so that only what differs is read: 32 bytes a row, of what may be kilobytes. */
const digests = (from: string, row: string) => `select position, sha256(convert_to(json_build_array(
    ${row}.commit, ${utcTime(`${row}.recorded_at`)}, ${row}.version, ${row}.schema_version, ${row}.story, ${row}.id, ${row}.type,
    ${row}.recorded_by, ${row}.published_at, ${row}.correlation_id, ${row}.causation_id, actor, data)::text, 'UTF8')) as digest
  from ${from} where position > $1::bigint and position <= $2::bigint order by position`;
const ledgerDigests = digests('event e join payload p using (position)', 'e');
const logDigests = digests('log l', 'l');

interface Digest {
  readonly position: number;
  readonly digest: Buffer;
}

/** Compares the log of the views with the ledger, field by field. Answers its last position. Throws an AuditFault. */
export async function verifyLog({ ledger, views, epoch, onProgress, signal }: LogPlace): Promise<number> {
  const place = await readPlace(views);
  if (place.epoch !== undefined && place.epoch !== epoch) {
    const detail = 'The views were folded from another history than the ledger.';
    throw new AuditFault({ what: 'log', detail, expected: epoch, found: place.epoch });
  }
  for (let after = 0; after < place.position; after += pageEvents) {
    signal?.throwIfAborted();
    const to = Math.min(after + pageEvents, place.position);
    const [expected, found] = await Promise.all([
      ledger.query<Digest>({ name: 'ledger_digests', text: ledgerDigests, values: [after, to] }),
      views.query<Digest>({ name: 'log_digests', text: logDigests, values: [after, to] }),
    ]);
    for (let position = after + 1, at = 0; position <= to; position += 1, at += 1) {
      const [one, other] = [expected.rows[at], found.rows[at]];
      const isSame = one?.position === position && other?.position === position && one.digest.equals(other.digest);
      if (!isSame) throw await differs(ledger, views, position);
    }
    onProgress(to, place.position);
  }
  return place.position;
}

async function differs(ledger: pg.Pool, views: pg.Pool, position: number): Promise<AuditFault> {
  const [event] = await readSpan(ledger, position - 1, position);
  const { rows } = await views.query<EventRow>({
    text: `select ${eventColumns} from log l where position = $1::bigint`,
    values: [position],
    rowMode: 'array',
  });
  const [copy] = rows.map(eventOf);
  const where = { what: 'log', position, ...(event === undefined ? {} : { story: event.story }) } as const;
  if (event === undefined || copy === undefined) {
    const told = (one: unknown) => (one === undefined ? 'no event' : 'an event');
    const detail = `Position ${position} is only in one of ledger and views.`;
    return new AuditFault({ ...where, detail, expected: `${told(event)} (ledger)`, found: `${told(copy)} (views)` });
  }
  const { field = 'data', ...facts } = differenceOf(event, copy, 'salt') ?? {};
  return new AuditFault({ ...where, ...facts, detail: `Position ${position} has another ${field} in the views.` });
}
