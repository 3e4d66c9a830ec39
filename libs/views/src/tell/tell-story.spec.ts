import { pentagon } from '../stored-examples.js';
import type { Change } from '../changes.js';
import { tellChange } from './tell-change.js';

const moment = { recordedAt: '2024-10-28T21:05:59.999999Z' };
const known = 'Known here since 28 October 2024, 21:05 UTC.';
const when = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' as const };
const said = { by: pentagon, when };
const utterance = 'said by Sabrina Singh, Pentagon deputy spokeswoman, “Monday” (2024-10-28, inferred).';
const retraction = 'This is a retraction: we take it back, and the record of it stays.';
const proposition = 'North Korean troops are in the Kursk region';
const wording = { text: 'we can confirm', by: 'party' as const };
const party = (name: string) => ({ id: name.toLowerCase(), name });
const position = { claim: 'in-kursk', proposition, ...said };
const retracted = { change: 'retracted' as const, fact: 'f', label: 'Troops', reason: 'It was another story.' };

// By hand: what a reader must be told, word for word.
const golden: readonly (readonly [what: string, change: Change, sentence: string])[] = [
  [
    'a new title, with the one before',
    { change: 'retitled', from: 'Troops', to: 'North Korean troops' },
    `The story “Troops” was retitled “North Korean troops”. ${known}`,
  ],
  [
    'a new summary, without a second full stop',
    { change: 'summarised', from: 'Old.', to: 'Who sent whom.' },
    `The story was summed up anew: Who sent whom. ${known}`,
  ],
  [
    'that the story continues another',
    { change: 'linked', to: 'aid', relation: 'continues' },
    `It was recorded that this story continues the story aid. ${known}`,
  ],
  [
    'that the story is part of another',
    { change: 'linked', to: 'aid', relation: 'part-of' },
    `It was recorded that this story is part of the story aid. ${known}`,
  ],
  [
    'that the story is related to another',
    { change: 'linked', to: 'aid', relation: 'related' },
    `It was recorded that this story is related to the story aid. ${known}`,
  ],
  [
    'that the story was closed, and why',
    { change: 'closed', reason: 'Nothing more is expected' },
    `The story was closed: Nothing more is expected. ${known}`,
  ],
  [
    'that the story was reopened, and why',
    { change: 'reopened', reason: 'The figure was revised.' },
    `The story was reopened: The figure was revised. ${known}`,
  ],
  [
    'a claim that nobody is said to have made',
    { change: 'raised', proposition, concerns: [party('Russia')] },
    `A claim was recorded, with nobody’s position yet: ${proposition}. It concerns Russia. ${known}`,
  ],
  [
    'a claim with whom it concerns, and where it was said',
    { change: 'raised', proposition, concerns: [party('Russia'), party('Ukraine')], ...said },
    `A claim was recorded, with nobody’s position yet: ${proposition}. It concerns Russia and Ukraine; ${utterance} ${known}`,
  ],
  [
    'a confirmation, in words',
    { change: 'confirmed', ...position, wording },
    `US Department of Defense confirmed the claim that ${proposition}; ${utterance} In words: “we can confirm”. ${known}`,
  ],
  [
    'a denial',
    { change: 'denied', ...position },
    `US Department of Defense denied the claim that ${proposition}; ${utterance} ${known}`,
  ],
  [
    'that somebody neither confirmed nor denied',
    { change: 'unconfirmed', ...position },
    `US Department of Defense neither confirmed nor denied the claim that ${proposition}; ${utterance} ${known}`,
  ],
  [
    'an occurrence of which nothing else is known',
    { change: 'reported', kind: 'operation', what: 'Ukraine operates there' },
    `An operation was recorded: Ukraine operates there, when is not known. ${known}`,
  ],
  [
    'an occurrence with its place, who took part, when, and who reported it',
    {
      change: 'reported',
      kind: 'call',
      what: 'They spoke',
      place: { name: 'Brussels' },
      participants: [party('Rutte'), party('Yoon')],
      ...said,
    },
    'A call was recorded: They spoke (Brussels), with Rutte and Yoon, “Monday” (2024-10-28, inferred); ' +
      `reported by Sabrina Singh, Pentagon deputy spokeswoman. ${known}`,
  ],
  [
    'a denial by who had confirmed it before',
    { change: 'denied', ...position, was: [{ party: party('Ukraine'), stance: 'confirmed' }] },
    `US Department of Defense denied the claim that ${proposition}; ${utterance} Before, Ukraine had confirmed it. ${known}`,
  ],
  [
    'a gloss on what somebody said, and that it is our inference',
    {
      change: 'stated',
      act: 'says',
      modality: 'asserted',
      proposition: 'That refers to expected military aid',
      by: { mode: 'narrator' },
      links: [
        { type: 'glosses', to: 'force', basis: 'inferred', label: 'The enemy understands the language of force' },
      ],
    },
    'The narrator of the source said: That refers to expected military aid; said by the narrator of the source, when is ' +
      `not known. It explains “The enemy understands the language of force” (inferred). ${known}`,
  ],
  [
    'what would be, with its condition, and not as what is',
    {
      change: 'stated',
      act: 'says',
      modality: 'conditional',
      condition: 'North Korean forces fight',
      proposition: 'That would mark a major turning point',
      by: { mode: 'narrator' },
    },
    'The narrator of the source said, if North Korean forces fight: That would mark a major turning point; said by the ' +
      `narrator of the source, when is not known. ${known}`,
  ],
  [
    'the retraction of a position, after which nothing is recorded',
    { ...retracted, kind: 'position', left: [{ party: party('Russia'), stance: 'nothing-recorded' }] },
    'We retracted the position on the claim “Troops”: It was another story. Of Russia, nothing is recorded here on the ' +
      `claim any more. ${known} ${retraction}`,
  ],
  [
    'the retraction of a position, after which the one before stands again',
    { ...retracted, kind: 'position', left: [{ party: party('Russia'), stance: 'denied' }] },
    'We retracted the position on the claim “Troops”: It was another story. As recorded here, Russia has denied the ' +
      `claim. ${known} ${retraction}`,
  ],
  [
    'a retraction',
    { ...retracted, kind: 'statement' },
    `We retracted the statement “Troops”: It was another story. ${known} ${retraction}`,
  ],
  [
    'a retraction of a figure, and which one is current again',
    { ...retracted, kind: 'estimate', again: { id: 'first', quantity: { value: 3000, unit: 'troops' } } },
    `We retracted the figure “Troops”: It was another story. The figure 3,000 troops is current again. ${known} ${retraction}`,
  ],
  [
    'a retraction behind which a withdrawal stands again',
    { ...retracted, kind: 'estimate', again: { id: 'first' } },
    `We retracted the figure “Troops”: It was another story. ${known} ${retraction}`,
  ],
];

test.each(golden)('%s is told', (_what, change, sentence) => {
  expect(tellChange(change, moment)).toBe(sentence);
});
