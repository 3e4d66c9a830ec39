import type { ClaimPosition, ClaimRaised, StoredEvent } from '#events';
import type { Change, Stance } from '../rows.js';
import { optional, recordedOf, saidBy } from './recorded.js';
import type { RowDraft } from './row-draft.js';

export function foldClaim(event: StoredEvent, data: ClaimRaised, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  rows.put({ story, kind: 'claim', key: id, doc: { ...recordedOf(event), data } }, at);
  const { proposition, concerns } = data;
  return { change: 'raised', proposition, concerns, ...saidBy(data, story, rows) };
}

export function foldPosition(event: StoredEvent, data: ClaimPosition, stance: Stance, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const claim = rows.find(story, 'claim', data.claim);
  if (claim === undefined) throw new Error(`the position ${id} of ${story} names no claim`);
  rows.put({ story, kind: 'position', key: id, doc: { ...recordedOf(event), stance, data } }, at);
  const { strength, wording } = data;
  const { proposition } = claim.doc.data;
  return {
    change: stance,
    claim: data.claim,
    proposition,
    ...optional({ strength, wording }),
    ...saidBy(data, story, rows),
  };
}
