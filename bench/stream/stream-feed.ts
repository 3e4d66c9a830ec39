import { structuredCloudEvent } from '#events';
import type { StoredEvent } from '#events';
import { viewsChannel } from '#views';
import { openViews, viewsSchemaName } from '../read/filled-views.js';
import type { Stage } from '../stage/stage.js';

/** Takes in so many new events; they are on their way to the streams then. */
export type StreamFeed = (count: number) => Promise<void>;

const insert = `
with begun as (select coalesce(max(position), 0) as last, coalesce(max(version), 0) as version from log),
put as (
  insert into log (position, commit, recorded_at, visible_at, version, schema_version, story, id, type, recorded_by, data)
  select last + n, last + n, clock_timestamp(), clock_timestamp(), version + n, 1, $1::text, 'fed-' || last + n, $2::text,
    'k_bench', $3::text
  from begun cross join generate_series(1, $4::integer) n
  returning position)
select pg_notify($5::text, max(position)::text) from put`;

/** Puts events into the log of the views, as a projector does, and rings: what they do to rows is no stream's business. */
export function feedViews(stage: Stage, url: string, { story, type, data }: StoredEvent): StreamFeed {
  const views = openViews(url);
  stage.onClose(() => views.end());
  return async (count) => {
    await views.query({
      name: 'feed',
      text: insert,
      values: [story, type, data, count, viewsChannel(viewsSchemaName)],
    });
  };
}

/** Hands a server the same events over HTTP, written out: all that it does is to send them on. */
export function feedServer(url: URL, event: StoredEvent): StreamFeed {
  const text = structuredCloudEvent(event, { ledger: 'main', epoch: 'bench', publicUrl: 'http://localhost:3000' });
  let last = 0;
  return async (count) => {
    const messages = Array.from({ length: count }, () => {
      last += 1;
      return { id: last, type: event.type, text: text.replace(/"position":\d+/, `"position":${last}`) };
    });
    const body = JSON.stringify(messages);
    const answer = await fetch(new URL('/push', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (!answer.ok) throw new Error(`${url.href} took nothing in: ${answer.status}`);
  };
}
