import type { StoredEvent } from '#events';
import { ledgerSchema, readEpoch, readEvents } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { foldBatch, inSlot, readRows, viewsSchema, writeBatch } from '#views';
import { tell } from '../tell.js';

// The projector without its log: the same folding and the same writing, over events that are in memory already.
const wanted = Number(process.env['EVENTS']);
const batchSize = Number(process.env['BATCH']);
const applicationName = 'bench fold';

const ledger = openPool({
  url: process.env['LEDGER_URL'] ?? '',
  schema: schemaName('newsledger', ledgerSchema),
  applicationName,
});
const schema = schemaName('newsledger', viewsSchema);
const views = openPool({
  ...inSlot({ url: process.env['DATABASE_URL'] ?? '', schema, applicationName }, 'blue'),
  max: 2,
});

const epoch = await readEpoch(ledger);
let events: StoredEvent[] = [];
for (let page = await readEvents(ledger, 0); page.length > 0 && events.length < wanted;) {
  events = events.concat(page);
  page = await readEvents(ledger, events.length);
}
await ledger.end();
tell(JSON.stringify({ url: 'memory://events' }));

while (events.length > 0) {
  const behind = events.findIndex(({ position, commit }, at) => at + 1 >= batchSize && position === commit) + 1;
  const batch = events.splice(0, behind === 0 ? events.length : behind);
  await writeBatch(views, epoch, await foldBatch(batch, (facts) => readRows(views, facts)));
}
await views.end();
