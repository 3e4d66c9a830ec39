// What the views must hold, folded from the ledger in the plainest way, one event at a time, over whole documents.
// It shares nothing with the projector, so that an error there cannot hide here.

import { naiveHeaders } from './naive-headers.js';
import { kinds, stances } from './naive-kinds.js';
import { naiveOrders } from './naive-orders.js';
import { patched } from './naive-patch.js';
import { naiveStands } from './naive-stands.js';

export interface LedgerEvent {
  readonly position: number;
  readonly story: string;
  readonly id: string;
  readonly type: string;
  readonly recorded_at: string;
  readonly recorded_by: string;
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

type Data = Record<string, unknown>;
type Doc = Data & { data: Data };

export function naiveFold(events: readonly LedgerEvent[]): NaiveRow[] {
  const history: { story: string; kind: string; key: string; since: number; until: number | null; doc: Doc }[] = [];
  const current = new Map<string, (typeof history)[number]>();
  const orders = naiveOrders(events);
  const replace = (story: string, kind: string, key: string, since: number, doc: object) => {
    const name = `${story} ${key}`;
    const old = current.get(name);
    const copy = JSON.parse(JSON.stringify(doc)) as Doc;
    if (old?.since === since) {
      // One event begins a row once, whatever it does to it.
      old.doc = copy;
      return;
    }
    if (old !== undefined) old.until = since;
    const row = { story, kind, key, since, until: null, doc: copy };
    history.push(row);
    current.set(name, row);
  };
  const standing = (story: string, key: unknown) => {
    const row = current.get(`${story} ${String(key)}`);
    if (row === undefined) throw new Error(`nothing is known of ${String(key)} in ${story}`);
    return row;
  };
  for (const event of events) {
    const { story, id, position } = event;
    const data = JSON.parse(event.data) as Record<string, unknown>;
    const head: Record<string, unknown> = { id, position, recordedAt: event.recorded_at };
    if (event.published_at !== null) head['publishedAt'] = event.published_at;
    if (event.type === 'FactCorrected') correct(event, data, head);
    else if (event.type === 'FactRetracted') retract(event, data, head);
    else introduce(event, data, head);
    for (const [fact, order] of orders.get(position) ?? []) {
      const { kind, doc } = standing(story, fact);
      replace(story, kind, fact, position, { ...doc, order });
    }
  }
  return [...history, ...naiveHeaders(events), ...naiveStands(events)];

  function correct({ story, id, position, recorded_at, recorded_by }: LedgerEvent, data: Data, head: Data): void {
    const target = standing(story, data['fact']);
    const before = target.doc.data;
    const after = patched(before, data['patch']) as Data;
    const names = Object.keys(data['patch'] as object);
    const corrections = [...((target.doc['corrections'] as string[] | undefined) ?? []), id];
    const mendedBefore = (target.doc['mended'] ?? {}) as Record<string, string>;
    const stood = names.map((name) => mendedBefore[name] ?? String(target.doc['recordedAt']));
    const now = Object.fromEntries(names.map((name) => [name, recorded_at]));
    const mended: Doc = { ...target.doc, corrections, mended: { ...mendedBefore, ...now }, data: after };
    if (target.kind === 'estimate' && mended['status'] !== 'superseded') mended['status'] = statusOf(after);
    replace(story, target.kind, target.key, position, mended);
    replace(story, 'correction', id, position, {
      ...head,
      recordedBy: recorded_by,
      fact: data['fact'],
      kind: target.kind,
      reason: data['reason'],
      stoodSince: stood.toSorted()[0],
      was: only(before, names),
      now: only(after, names),
    });
  }

  function retract({ story, id, position, recorded_by }: LedgerEvent, data: Data, head: Data): void {
    const target = standing(story, data['fact']);
    const wasEnd = target.kind === 'estimate' && target.doc['status'] !== 'superseded';
    const taken: Doc = { ...target.doc, retractedBy: id };
    if (target.kind === 'estimate') taken['status'] = 'retracted';
    replace(story, target.kind, target.key, position, taken);
    replace(story, 'retraction', id, position, {
      ...head,
      recordedBy: recorded_by,
      fact: data['fact'],
      kind: target.kind,
      reason: data['reason'],
      stoodSince: target.doc['recordedAt'],
    });
    let before = wasEnd ? current.get(`${story} ${String(taken['revises'])}`) : undefined;
    while (before?.doc['status'] === 'retracted') before = current.get(`${story} ${String(before.doc['revises'])}`);
    if (before === undefined) return;
    const again: Doc = { ...before.doc, status: statusOf(before.doc.data) };
    Reflect.deleteProperty(again, 'revisedBy');
    replace(story, 'estimate', before.key, position, again);
  }

  function introduce({ story, id, position, type }: LedgerEvent, data: Data, head: Data): void {
    if (type === 'EstimateIssued') head['chain'] = id;
    if (type === 'EstimateRevised') {
      const old = standing(story, data['revises']);
      replace(story, 'estimate', old.key, position, { ...old.doc, status: 'superseded', revisedBy: id });
      head['chain'] = old.doc['chain'];
      head['revises'] = data['revises'];
    }
    if (type.startsWith('Estimate')) head['status'] = statusOf(data);
    if (type in stances) head['stance'] = stances[type];
    // Version 1 had two words for one relation.
    if (type === 'StoryLinked' && data['relation'] === 'follows') data['relation'] = 'continues';
    replace(story, kinds[type] ?? `unknown ${type}`, id, position, { ...head, data });
  }
}

const statusOf = (data: Data) => (data['cause'] === 'withdrawn' ? 'withdrawn' : 'current');

const only = (data: Data, names: readonly string[]): object =>
  Object.fromEntries(names.filter((name) => name in data).map((name) => [name, data[name]]));
