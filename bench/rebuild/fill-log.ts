import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { openClient } from '#postgres';
import { lineOf } from '#views';
import { viewsOf } from '../read/filled-views.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import { tell } from '../tell.js';
import { copiedLog } from './copied-log.js';

const columns =
  'position, commit, recorded_at, visible_at, version, schema_version, story, id, type, recorded_by, data';
const chunkLines = 500;

/** The log of the views as the projector leaves it, and nothing folded from it. */
export async function fillLog(url: string, estimates: ReadyEstimates, events: number): Promise<void> {
  tell(`  a log of ${events.toLocaleString('en')} events is filled`);
  const client = openClient(viewsOf(url, 'bench log'));
  await client.connect();
  await client.query(`insert into origin (epoch) values ('bench')`);
  const sink = client.query(copyFrom(`copy log (${columns}) from stdin`));
  await pipeline(Readable.from(chunksOf(estimates, events)), sink);
  await client.query('vacuum analyze log');
  await client.end();
}

function* chunksOf(estimates: ReadyEstimates, events: number): Generator<Buffer> {
  let lines: string[] = [];
  for (const commit of copiedLog(estimates, events)) {
    for (const {
      position,
      commit: of,
      recordedAt,
      version,
      schemaVersion,
      story,
      id,
      type,
      recordedBy,
      data,
    } of commit)
      lines.push(
        lineOf(position, of, recordedAt, recordedAt, version, schemaVersion, story, id, type, recordedBy, data),
      );
    if (lines.length < chunkLines) continue;
    yield Buffer.from(lines.join(''));
    lines = [];
  }
  yield Buffer.from(lines.join(''));
}
