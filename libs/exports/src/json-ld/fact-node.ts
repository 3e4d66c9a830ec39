import type { Claim, Comment, CreativeWork, Event, IdReference } from 'schema-dts';
import { optional } from '#views';
import { factAddress } from '../addresses.js';
import { citedBy, stands } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { FactKind, FactOf, ViewFact } from '../story-view.js';
import { propositionOf, tellFact, titleOf } from '../tell-fact.js';
import { attendees, organization, place, speakers } from './agents.js';
import { exactDate } from './exact-date.js';
import { figureNode } from './figure-node.js';
import { quotationNode } from './quotation-node.js';

/** What a fact is in schema.org. A figure and a statement are claims of who gave them; a position is a comment on one. */
export function factNode(fact: ViewFact, index: StoryIndex): Claim | Comment | CreativeWork | Event {
  switch (fact.kind) {
    case 'source':
      return sourceNode(fact, index);
    case 'estimate':
      return figureClaim(fact, index);
    case 'statement':
      return statementClaim(fact, index);
    case 'claim':
      return openClaim(fact, index);
    case 'position':
      return positionComment(fact, index);
    case 'occurrence':
      return occurrenceEvent(fact, index);
  }
}

const nodeId = (fact: ViewFact, { view }: StoryIndex) => ({ '@id': factAddress(view, fact.key) });

// A node that is not there must not be pointed to: what was taken back has none.
function reference(index: StoryIndex, kind: FactKind, id: string | undefined): IdReference | undefined {
  const fact = id === undefined ? undefined : index.facts.get(id);
  return fact?.kind === kind && stands(fact) ? nodeId(fact, index) : undefined;
}

function sources(fact: ViewFact, index: StoryIndex): readonly IdReference[] | undefined {
  const found = citedBy(fact).flatMap((id) => reference(index, 'source', id) ?? []);
  return found.length === 0 ? undefined : found;
}

function sourceNode(fact: FactOf<'source'>, index: StoryIndex): CreativeWork {
  const { title, publisher, url, published, language } = fact.doc.data;
  return {
    '@type': 'CreativeWork',
    ...nodeId(fact, index),
    name: title,
    ...optional({
      url: url === undefined ? undefined : new URL(url).href,
      publisher: publisher === undefined ? undefined : organization({ name: publisher }),
      datePublished: exactDate(published),
      inLanguage: language,
    }),
  };
}

const saidFields = (fact: ViewFact, index: StoryIndex) =>
  optional({
    author: speakers(fact.said.by),
    datePublished: exactDate(fact.said.when),
    appearance: sources(fact, index),
  });

const figureClaim = (fact: FactOf<'estimate'>, index: StoryIndex): Claim => ({
  '@type': 'Claim',
  ...nodeId(fact, index),
  name: titleOf(fact, index),
  text: tellFact(fact, index),
  creativeWorkStatus: fact.doc.status,
  ...saidFields(fact, index),
  ...optional({ about: figureNode(fact), isBasedOn: reference(index, 'estimate', fact.doc.revises) }),
});

function statementClaim(fact: FactOf<'statement'>, index: StoryIndex): Claim {
  const { proposition, wording } = fact.doc.data;
  return {
    '@type': 'Claim',
    ...nodeId(fact, index),
    text: proposition,
    description: tellFact(fact, index),
    inLanguage: index.view.header.language,
    ...saidFields(fact, index),
    ...(wording === undefined ? {} : { hasPart: quotationNode(wording, fact.said.by) }),
  };
}

function openClaim(fact: FactOf<'claim'>, index: StoryIndex): Claim {
  const { proposition, concerns } = fact.doc.data;
  return {
    '@type': 'Claim',
    ...nodeId(fact, index),
    text: proposition,
    about: concerns.map(organization),
    inLanguage: index.view.header.language,
    ...saidFields(fact, index),
  };
}

// Not a ClaimReview: a party that denies is no checker of facts, and gives no rating.
function positionComment(fact: FactOf<'position'>, index: StoryIndex): Comment {
  const { claim, wording } = fact.doc.data;
  return {
    '@type': 'Comment',
    ...nodeId(fact, index),
    name: propositionOf(fact, index),
    text: tellFact(fact, index),
    keywords: fact.doc.stance,
    ...optional({
      parentItem: reference(index, 'claim', claim),
      author: speakers(fact.said.by),
      datePublished: exactDate(fact.said.when),
      citation: sources(fact, index),
      hasPart: wording === undefined ? undefined : quotationNode(wording, fact.said.by),
    }),
  };
}

function occurrenceEvent(fact: FactOf<'occurrence'>, index: StoryIndex): Event {
  const { what, participants } = fact.doc.data;
  return {
    '@type': 'Event',
    ...nodeId(fact, index),
    name: what,
    description: tellFact(fact, index),
    ...optional({
      startDate: exactDate(fact.said.when),
      location: fact.doc.data.place === undefined ? undefined : place(fact.doc.data.place),
      attendee: attendees(participants),
      subjectOf: sources(fact, index),
    }),
  };
}
