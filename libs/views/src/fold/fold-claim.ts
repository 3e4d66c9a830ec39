import type { ClaimPosition, ClaimRaised, Party, ShownEvent } from '#events';
import type { Change } from '../changes.js';
import type { Stance } from '../rows.js';
import { putInPlace } from './fold-order.js';
import { putStands } from './fold-stands.js';
import { optional, recordedOf, saidBy } from './recorded.js';
import type { RowDraft } from './row-draft.js';

export function foldClaim(event: ShownEvent, data: ClaimRaised, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  putInPlace({ story, kind: 'claim', key: id, doc: { ...recordedOf(event), data } }, rows, at);
  const { proposition, concerns } = data;
  putStands(
    event,
    id,
    concerns.map((party) => ({ party, stance: 'nothing-recorded' })),
    rows,
  );
  return { change: 'raised', proposition, concerns, ...saidBy(data, story, rows) };
}

export function foldPosition(event: ShownEvent, data: ClaimPosition, stance: Stance, rows: RowDraft): Change {
  const { story, id, position: at } = event;
  const claim = rows.find(story, 'claim', data.claim);
  if (claim === undefined) throw new Error(`the position ${id} of ${story} names no claim`);
  putInPlace({ story, kind: 'position', key: id, doc: { ...recordedOf(event), stance, data } }, rows, at);
  const said = saidBy(data, story, rows);
  const parties: readonly Party[] = said.by?.parties ?? [];
  const before = putStands(
    event,
    data.claim,
    parties.map((party) => ({ party, stance, fact: id })),
    rows,
  );
  const was = before.flatMap(({ party, stance: stood }) =>
    stood === 'nothing-recorded' || stood === stance ? [] : [{ party, stance: stood }],
  );
  const { strength, wording } = data;
  const { proposition } = claim.doc.data;
  return {
    change: stance,
    claim: data.claim,
    proposition,
    ...optional({ strength, wording, was: was.length === 0 ? undefined : was }),
    ...said,
  };
}
