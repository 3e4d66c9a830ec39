import type { EstimateIssued, MayBeSaid, NewEvent } from '#events';
import type { Use } from './decision-table.js';
import {
  by,
  corrected,
  filed,
  inOrder,
  issued,
  positioned,
  raised,
  reported,
  retracted,
  revised,
  stated,
  summarised,
} from './story-examples.js';
import type { PositionType } from './story-examples.js';

/** One field of one event that names a fact: its pointer, what it names the fact for, and the event that does. */
export interface Place {
  readonly pointer: string;
  readonly use: Use;
  readonly event: (named: string) => NewEvent;
}

type Make<T> = (more: Partial<T>) => NewEvent;

const said = (make: Make<MayBeSaid>): Place[] => [
  { pointer: 'saidIn', use: 'statement', event: (saidIn) => make({ saidIn }) },
  { pointer: 'by/at', use: 'occurrence', event: (at) => make({ by: { ...by, at } }) },
  { pointer: 'by/oneOf/1/at', use: 'occurrence', event: (at) => make({ by: { oneOf: [by, { ...by, at }] } }) },
  { pointer: 'when/before/0', use: 'timed', event: (id) => make({ by, when: inOrder({ before: [id] }) }) },
  { pointer: 'when/after/0', use: 'timed', event: (id) => make({ by, when: inOrder({ after: [id] }) }) },
  { pointer: 'when/after/1', use: 'timed', event: (id) => make({ by, when: inOrder({ after: ['source', id] }) }) },
  { pointer: 'cites/0/source', use: 'source', event: (source) => make({ by, cites: [{ source }] }) },
  {
    pointer: 'cites/1/source',
    use: 'source',
    event: (id) => make({ by, cites: [{ source: 'source' }, { source: id }] }),
  },
];

const estimate = (make: Make<EstimateIssued>): Place[] => [
  ...said(make),
  { pointer: 'partOf', use: 'figure', event: (partOf) => make({ partOf }) },
  { pointer: 'period/before/0', use: 'timed', event: (id) => make({ period: inOrder({ before: [id] }) }) },
  { pointer: 'period/after/0', use: 'timed', event: (id) => make({ period: inOrder({ after: [id] }) }) },
  { pointer: 'asOf/before/0', use: 'timed', event: (id) => make({ asOf: inOrder({ before: [id] }) }) },
  { pointer: 'asOf/after/0', use: 'timed', event: (id) => make({ asOf: inOrder({ after: [id] }) }) },
];

const position = (type: PositionType): Place[] => [
  { pointer: 'claim', use: 'claim', event: (claim) => positioned('itself', claim, {}, type) },
  ...said((more) => positioned('itself', 'claim', more, type)),
];

/** Every reference field of every event, save those of corrections and retractions. */
export const places: readonly Place[] = [
  { pointer: 'lead', use: 'figure', event: (lead) => summarised('itself', { lead }) },
  { pointer: 'keyFacts/0', use: 'told', event: (id) => summarised('itself', { keyFacts: [id] }) },
  { pointer: 'keyFacts/1', use: 'told', event: (id) => summarised('itself', { keyFacts: ['figure', id] }) },
  {
    pointer: 'published/before/0',
    use: 'timed',
    event: (id) => filed('itself', { published: inOrder({ before: [id] }) }),
  },
  {
    pointer: 'published/after/0',
    use: 'timed',
    event: (id) => filed('itself', { published: inOrder({ after: [id] }) }),
  },
  ...estimate((more) => issued('itself', more)),
  { pointer: 'revises', use: 'revised', event: (revises) => revised('itself', revises) },
  ...estimate((more) => revised('itself', 'end', more)),
  ...said((more) => stated('itself', more)),
  {
    pointer: 'compares/0/subject',
    use: 'figure',
    event: (subject) => stated('itself', { compares: [{ subject, relation: 'greater', to: 'figure' }] }),
  },
  {
    pointer: 'compares/0/to',
    use: 'figure',
    event: (to) => stated('itself', { compares: [{ subject: 'figure', relation: 'less', to }] }),
  },
  {
    pointer: 'links/0/to',
    use: 'timed',
    event: (to) => stated('itself', { links: [{ type: 'replies', to, basis: 'stated' }] }),
  },
  ...said((more) => raised('itself', more)),
  { pointer: 'implies/0', use: 'claim', event: (id) => raised('itself', { implies: [id] }) },
  { pointer: 'implies/1', use: 'claim', event: (id) => raised('itself', { implies: ['claim', id] }) },
  ...position('ClaimConfirmed'),
  ...position('ClaimDenied'),
  ...position('ClaimLeftUnconfirmed'),
  ...said((more) => reported('itself', more)),
];

/** What a correction mends in a fact of each kind, so that it is valid and changes something. */
const patches: Readonly<Record<string, object>> = {
  story: { title: 'Other' },
  title: { title: 'Other' },
  summary: { summary: 'Other' },
  link: { relation: 'continues' },
  closing: { reason: 'Other' },
  reopening: { reason: 'Other' },
  source: { title: 'Other' },
  statement: { proposition: 'Other' },
  claim: { proposition: 'Other' },
  position: { strength: 'asserted' },
  occurrence: { what: 'Other' },
};

/** The two that a closed story takes as well. */
export const afterthoughts: readonly Place[] = [
  {
    pointer: 'fact',
    use: 'mended',
    event: (fact) => corrected('itself', fact, patches[fact.split('-')[0] ?? ''] ?? { scope: 'other' }),
  },
  { pointer: 'fact', use: 'taken', event: (fact) => retracted('itself', fact) },
];
