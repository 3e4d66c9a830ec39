import { endless, inSentence, kindNames, labelOf, tellAmount, tellExtent } from '#views';
import type { EstimateRow, HeaderRow, RowDocs, RowKind, RowOfFact, StandRow } from '#views';
import type { PropositionOf } from '../story/told-fact.js';
import type { turnsOf } from './view-row.js';
import type { RowTurn } from './view-row.js';

type Turn = ReturnType<typeof turnsOf>[number];

/** What became of one row of a view, in a sentence or some; nothing where a new fact says it all. */
export function tellTurn(turn: Turn, propositionOf: PropositionOf): readonly string[] {
  switch (turn.kind) {
    case 'header':
      return tellHeader(turn);
    case 'estimate':
      return tellFigure(turn);
    case 'stand':
      return tellStand(turn, propositionOf);
    case 'correction':
    case 'retraction':
      return [];
    case 'position':
      return tellFact(turn, (doc) => propositionOf((doc as RowDocs['position']).data.claim));
    case 'story':
    case 'title':
    case 'summary':
    case 'link':
    case 'closing':
    case 'reopening':
    case 'source':
    case 'statement':
    case 'claim':
    case 'occurrence':
      return tellFact(turn, (doc) => labelOf({ kind: turn.kind, doc } as RowOfFact));
  }
}

function tellHeader({ before, after }: RowTurn<'header'>): readonly string[] {
  if (after === undefined) return ['Nothing of the story is shown any more.'];
  if (before === undefined) return [`The story is shown now, as “${after.title}”.`];
  const told = [
    ...(before.title === after.title ? [] : [`It is called “${after.title}” now; before, “${before.title}”.`]),
    ...(before.status === after.status ? [] : [`It is ${after.status} now; before, ${before.status}.`]),
    ...(before.summary === after.summary ? [] : [tellSummary(before, after)]),
    ...(before.lead === after.lead ? [] : ['Another figure leads it now.']),
  ];
  return told.length > 0 ? told : ['What stands at the head of the story is of another record now.'];
}

function tellSummary(before: HeaderRow, after: HeaderRow): string {
  if (after.summary === undefined) return 'It has no summary any more.';
  return before.summary === undefined ? 'It has a summary now.' : `Its summary was: ${endless(before.summary)}.`;
}

const became = {
  superseded: 'is superseded',
  withdrawn: 'is withdrawn',
  retracted: 'is retracted',
  current: 'is current again',
};

function tellFigure({ before, after }: RowTurn<'estimate'>): readonly string[] {
  if (after === undefined) return [`${nameOf(before)} is not shown any more.`];
  if (before === undefined) {
    const { metric, quantity } = after.data;
    const of = `${metric.label}${tellExtent(after.data)}`;
    return [
      quantity === undefined ? `No figure stands for ${of}.` : `The figure for ${of} is ${tellAmount(quantity)} now.`,
    ];
  }
  if (before.status !== after.status)
    return [`${nameOf(before)} ${became[after.status]}; until now it was ${before.status}.`];
  const [was, is] = [before, after].map(({ data }) => tellAmountOf(data.quantity));
  const { label } = after.data.metric;
  return was === is
    ? tellMarks('The figure', label, before, after)
    : [`The figure for ${label} is ${is} now; until now it was ${was}.`];
}

const tellAmountOf = (quantity: EstimateRow['data']['quantity']) =>
  quantity === undefined ? 'none' : tellAmount(quantity);

function nameOf(row: EstimateRow | undefined): string {
  const { metric, quantity } = row?.data ?? {};
  return `The figure${quantity === undefined ? '' : ` of ${tellAmount(quantity)}`} for ${metric?.label ?? 'a metric'}`;
}

const has = {
  confirmed: 'has confirmed',
  denied: 'has denied',
  unconfirmed: 'has neither confirmed nor denied',
};
const had = {
  confirmed: 'it had confirmed it',
  denied: 'it had denied it',
  unconfirmed: 'it had neither confirmed nor denied it',
  'nothing-recorded': 'nothing was recorded',
};

function tellStand({ before, after }: RowTurn<'stand'>, propositionOf: PropositionOf): readonly string[] {
  const row: StandRow | undefined = after ?? before;
  if (row === undefined) return [];
  const claim = `the claim that ${inSentence(endless(propositionOf(row.claim)))}`;
  const { name } = row.party;
  const was = before?.stance ?? 'nothing-recorded';
  const is = after?.stance ?? 'nothing-recorded';
  if (is === 'nothing-recorded') {
    return was === is
      ? [`Where ${name} stands on ${claim} is not recorded.`]
      : [`Nothing is recorded of ${name} on ${claim} any more; before, ${had[was]}.`];
  }
  return was === is
    ? [`${name} ${has[is]} ${claim}, as before.`]
    : [`${name} ${has[is]} ${claim}; before, ${had[was]}.`];
}

interface Marked {
  readonly corrections?: readonly string[];
  readonly retractedBy?: string;
  readonly order?: object;
}

function tellFact({ kind, before, after }: RowTurn, labelOf: (doc: RowDocs[RowKind]) => string): readonly string[] {
  if (before === undefined) return [];
  const name = `The ${kindNames[kind]}`;
  if (after === undefined) return [`${name} “${labelOf(before)}” is not shown any more.`];
  return tellMarks(name, labelOf(before), before as Marked, after as Marked);
}

function tellMarks(name: string, label: string, before: Marked, after: Marked): readonly string[] {
  const told = `${name} “${label}”`;
  if (before.retractedBy !== after.retractedBy) return [`${told} is shown as retracted.`];
  if (before.corrections?.length !== after.corrections?.length) return [`${told} is shown as corrected.`];
  return JSON.stringify(before.order) === JSON.stringify(after.order)
    ? [`${told} is shown with something else beside it.`]
    : [`${told} stands elsewhere among what was said and happened.`];
}
