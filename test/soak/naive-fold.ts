// What the views must hold, folded from the ledger in the plainest way, one event at a time, over whole documents.
// It shares nothing with the projector, so that an error there cannot hide here.

import { naiveHeaders } from './naive-headers.js';
import { patched } from './naive-patch.js';

export interface LedgerEvent {
  readonly position: number;
  readonly story: string;
  readonly id: string;
  readonly type: string;
  readonly recorded_at: string;
  readonly published_at: string | null;
  readonly data: string;
}

export interface NaiveRow {
  readonly story: string;
  readonly kind: string;
  readonly key: string;
  readonly since: number;
  readonly until: number | null;
  readonly doc: Record<string, unknown>;
}

type Doc = Record<string, unknown> & { data: Record<string, unknown> };

const kinds: Record<string, string> = {
  StoryOpened: 'story',
  StoryRetitled: 'title',
  StorySummarised: 'summary',
  StoryLinked: 'link',
  StoryClosed: 'closing',
  StoryReopened: 'reopening',
  ClaimRaised: 'claim',
  ClaimConfirmed: 'position',
  ClaimDenied: 'position',
  ClaimLeftUnconfirmed: 'position',
  OccurrenceReported: 'occurrence',
  SourceFiled: 'source',
  EstimateIssued: 'estimate',
  EstimateRevised: 'estimate',
  StatementIssued: 'statement',
};

const stances: Record<string, string> = {
  ClaimConfirmed: 'confirmed',
  ClaimDenied: 'denied',
  ClaimLeftUnconfirmed: 'unconfirmed',
};

export function naiveFold(events: readonly LedgerEvent[]): NaiveRow[] {
  const history: { story: string; kind: string; key: string; since: number; until: number | null; doc: Doc }[] = [];
  const current = new Map<string, (typeof history)[number]>();
  const replace = (story: string, kind: string, key: string, since: number, doc: object) => {
    const name = `${story} ${key}`;
    const old = current.get(name);
    if (old !== undefined) old.until = since;
    const row = { story, kind, key, since, until: null, doc: JSON.parse(JSON.stringify(doc)) as Doc };
    history.push(row);
    current.set(name, row);
  };
  for (const event of events) {
    const { story, id, position } = event;
    const data = JSON.parse(event.data) as Record<string, unknown>;
    const head: Record<string, unknown> = { id, position, recordedAt: event.recorded_at };
    if (event.published_at !== null) head['publishedAt'] = event.published_at;
    if (event.type === 'FactCorrected') {
      const target = current.get(`${story} ${String(data['fact'])}`);
      if (target === undefined) throw new Error(`nothing to correct at ${position}`);
      const before = target.doc.data;
      const after = patched(before, data['patch']) as Record<string, unknown>;
      const names = Object.keys(data['patch'] as object);
      const corrections = [...((target.doc['corrections'] as string[] | undefined) ?? []), id];
      const mended: Doc = { ...target.doc, corrections, data: after };
      if (target.kind === 'estimate' && mended['status'] !== 'superseded') {
        mended['status'] = after['cause'] === 'withdrawn' ? 'withdrawn' : 'current';
      }
      replace(story, target.kind, target.key, position, mended);
      const correction = {
        ...head,
        fact: data['fact'],
        kind: target.kind,
        reason: data['reason'],
        was: only(before, names),
        now: only(after, names),
      };
      replace(story, 'correction', id, position, correction);
      continue;
    }
    if (event.type === 'FactRetracted') {
      const target = current.get(`${story} ${String(data['fact'])}`);
      if (target === undefined) throw new Error(`nothing to retract at ${position}`);
      const wasEnd = target.kind === 'estimate' && target.doc['status'] !== 'superseded';
      const taken: Doc = { ...target.doc, retractedBy: id };
      if (target.kind === 'estimate') taken['status'] = 'retracted';
      replace(story, target.kind, target.key, position, taken);
      replace(story, 'retraction', id, position, {
        ...head,
        fact: data['fact'],
        kind: target.kind,
        reason: data['reason'],
      });
      let before = wasEnd ? current.get(`${story} ${String(taken['revises'])}`) : undefined;
      while (before?.doc['status'] === 'retracted') before = current.get(`${story} ${String(before.doc['revises'])}`);
      if (before === undefined) continue;
      const again: Doc = { ...before.doc, status: before.doc.data['cause'] === 'withdrawn' ? 'withdrawn' : 'current' };
      Reflect.deleteProperty(again, 'revisedBy');
      replace(story, 'estimate', before.key, position, again);
      continue;
    }
    if (event.type === 'EstimateRevised') {
      const old = current.get(`${story} ${String(data['revises'])}`);
      if (old === undefined) throw new Error(`nothing to revise at ${position}`);
      replace(story, 'estimate', old.key, position, { ...old.doc, status: 'superseded', revisedBy: id });
      head['revises'] = data['revises'];
    }
    if (event.type.startsWith('Estimate')) head['status'] = data['cause'] === 'withdrawn' ? 'withdrawn' : 'current';
    if (event.type in stances) head['stance'] = stances[event.type];
    // Version 1 had two words for one relation.
    if (event.type === 'StoryLinked' && data['relation'] === 'follows') data['relation'] = 'continues';
    replace(story, kinds[event.type] ?? `unknown ${event.type}`, id, position, { ...head, data });
  }
  return [...history, ...naiveHeaders(events)];
}

function only(data: Record<string, unknown>, names: readonly string[]): object {
  return Object.fromEntries(names.filter((name) => name in data).map((name) => [name, data[name]]));
}
