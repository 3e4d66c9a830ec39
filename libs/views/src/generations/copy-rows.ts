import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isMending } from '../changes.js';
import type { FoldedView } from './slot.js';
import type { FoldedAround } from '../fold/fold-around.js';
import { voicesOf } from '../voices.js';

/** The lines of a COPY into each table of a slot. */
export interface CopyLines {
  readonly table: string;
  readonly lines: readonly string[];
}

const columns = {
  rows: 'view_row (story, kind, key, known, doc)',
  changes: 'change (position, story, rank, subject, about, mends, voices, doc)',
  voices: 'said_by (party, position, story, key)',
  parked: 'parked (story, position, event, reason, detail)',
};

/** What was folded of whole stories as the text of COPY: nothing of them was there before. */
export function copyLinesOf(
  { events, rows, changes, parked }: FoldedAround,
  only: readonly FoldedView[],
): readonly CopyLines[] {
  const said = new Map(
    rows.begun.flatMap(({ row }) => voicesOf(row)).map((one) => [`${one.party} ${one.position}`, one]),
  );
  const all = [
    {
      view: 'rows',
      table: columns.rows,
      lines: rows.begun.map(({ row: { story, kind, key, doc }, at, until }) =>
        lineOf(story, kind, key, `[${at},${until ?? ''})`, JSON.stringify(doc)),
      ),
    },
    {
      view: 'changes',
      table: columns.changes,
      lines: changes.map(({ rank, subject, about, voices, change }, at) =>
        lineOf(
          events[at]?.position ?? 0,
          events[at]?.story ?? '',
          rank,
          subject,
          about,
          isMending(change) ? 't' : 'f',
          `{${voices.join(',')}}`,
          JSON.stringify(change),
        ),
      ),
    },
    {
      view: 'voices',
      table: columns.voices,
      lines: [...said.values()].map(({ party, position, story, key }) => lineOf(party, position, story, key)),
    },
    {
      view: 'rows',
      table: columns.parked,
      lines: parked.map(({ story, position, event, reason, detail }) => lineOf(story, position, event, reason, detail)),
    },
  ] as const;
  return all.filter(({ view }) => only.includes(view));
}

/** The lines of several, each of the same views, table by table. */
export function joinLines(several: readonly (readonly CopyLines[])[]): readonly CopyLines[] {
  return (several[0] ?? []).map(({ table }, at) => ({ table, lines: several.flatMap((one) => one[at]?.lines ?? []) }));
}

export async function copyLines(client: pg.ClientBase, all: readonly CopyLines[]): Promise<void> {
  for (const { table, lines } of all) {
    if (lines.length === 0) continue;
    const sink = (client as pg.Client).query(copyFrom(`copy ${table} from stdin`));
    await pipeline(chunksOf(lines), sink);
  }
}

const chunkLines = 200;

function chunksOf(lines: readonly string[]): Readable {
  const chunks = Array.from({ length: Math.ceil(lines.length / chunkLines) }, (_, at) =>
    Buffer.from(lines.slice(at * chunkLines, (at + 1) * chunkLines).join('')),
  );
  return ReadableStream.from(chunks);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A line of COPY; a value that is undefined is null. */
export const lineOf = (...values: readonly (string | number | undefined)[]): string =>
  `${values.map(cellOf).join('\t')}\n`;

function cellOf(value: string | number | undefined): string {
  if (value === undefined) return '\\N';
  return typeof value === 'number' ? String(value) : value.replace(/[\\\n\r\t]/g, (one) => escapes[one] ?? one);
}
