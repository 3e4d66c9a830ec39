import type { EventType } from '#events';

/** By hand, from the language: what a story takes before it is opened, while it is open, and once it is closed. */
export const byStatus: Readonly<Record<EventType, readonly [notOpened: string, open: string, closed: string]>> = {
  StoryOpened: ['accepted', 'story-already-opened', 'story-already-opened'],
  StoryRetitled: ['story-not-opened', 'accepted', 'story-closed'],
  StorySummarised: ['story-not-opened', 'accepted', 'story-closed'],
  StoryLinked: ['story-not-opened', 'accepted', 'story-closed'],
  StoryClosed: ['story-not-opened', 'accepted', 'story-closed'],
  StoryReopened: ['story-not-opened', 'story-not-closed', 'accepted'],
  SourceFiled: ['story-not-opened', 'accepted', 'story-closed'],
  EstimateIssued: ['story-not-opened', 'accepted', 'story-closed'],
  EstimateRevised: ['story-not-opened', 'accepted', 'story-closed'],
  StatementIssued: ['story-not-opened', 'accepted', 'story-closed'],
  ClaimRaised: ['story-not-opened', 'accepted', 'story-closed'],
  ClaimConfirmed: ['story-not-opened', 'accepted', 'story-closed'],
  ClaimDenied: ['story-not-opened', 'accepted', 'story-closed'],
  ClaimLeftUnconfirmed: ['story-not-opened', 'accepted', 'story-closed'],
  OccurrenceReported: ['story-not-opened', 'accepted', 'story-closed'],
  FactCorrected: ['story-not-opened', 'accepted', 'accepted'],
  FactRetracted: ['story-not-opened', 'accepted', 'accepted'],
};

/** The signs of the table below; a cell with two names every rule that is broken. */
export const refusals: Readonly<Record<string, string>> = {
  '?': 'fact-unknown',
  k: 'fact-of-wrong-kind',
  r: 'fact-retracted',
  e: 'not-end-of-chain',
};

/** What a reference is for: a figure in general, the figure that is revised, what was told, what has a time. */
export const uses = [
  'statement',
  'source',
  'figure',
  'revised',
  'claim',
  'occurrence',
  'told',
  'timed',
  'mended',
  'taken',
] as const;
export type Use = (typeof uses)[number];

/** By hand, from the language: which fact may be named for which use. `+` is accepted. */
export const byFact = `
                            statement source figure revised claim occurrence told timed mended taken
nothing                     ?         ?      ?      ?       ?     ?          ?    ?     ?      ?
itself                      ?         ?      ?      ?       ?     ?          ?    ?     ?      ?
story                       k         k      k      k       k     k          k    k     +      k
title                       k         k      k      k       k     k          k    k     +      k
summary                     k         k      k      k       k     k          k    k     +      k
closing                     k         k      k      k       k     k          k    k     +      k
reopening                   k         k      k      k       k     k          k    k     +      k
correction                  k         k      k      k       k     k          k    k     k      k
retraction                  k         k      k      k       k     k          k    k     k      k
link                        k         k      k      k       k     k          k    k     +      +
link-retracted              k         k      k      k       k     k          k    k     r      r
source                      k         +      k      k       k     k          k    +     +      +
source-corrected            k         +      k      k       k     k          k    +     +      +
source-retracted            k         r      k      k       k     k          k    r     r      r
statement                   +         k      k      k       k     k          +    +     +      +
statement-corrected         +         k      k      k       k     k          +    +     +      +
statement-retracted         r         k      k      k       k     k          r    r     r      r
claim                       k         k      k      k       +     k          +    +     +      +
claim-corrected             k         k      k      k       +     k          +    +     +      +
claim-retracted             k         k      k      k       r     k          r    r     r      r
position                    k         k      k      k       k     k          +    +     +      +
position-corrected          k         k      k      k       k     k          +    +     +      +
position-retracted          k         k      k      k       k     k          r    r     r      r
occurrence                  k         k      k      k       k     +          +    +     +      +
occurrence-corrected        k         k      k      k       k     +          +    +     +      +
occurrence-retracted        k         k      k      k       k     r          r    r     r      r
figure                      k         k      +      +       k     k          +    +     +      +
figure-corrected            k         k      +      +       k     k          +    +     +      +
figure-retracted            k         k      r      r       k     k          r    r     r      r
superseded-first            k         k      +      e       k     k          +    +     +      +
superseded-middle           k         k      +      e       k     k          +    +     +      +
end                         k         k      +      +       k     k          +    +     +      +
superseded-by-withdrawal    k         k      +      e       k     k          +    +     +      +
withdrawal                  k         k      +      +       k     k          +    +     +      +
current-again               k         k      +      +       k     k          +    +     +      +
retracted-end               k         k      r      r       k     k          r    r     r      r
before-retracted-middle     k         k      +      e       k     k          +    +     +      +
retracted-middle            k         k      r      re      k     k          r    r     r      r
end-behind-retracted        k         k      +      +       k     k          +    +     +      +
retracted-first             k         k      r      re      k     k          r    r     r      r
end-behind-retracted-first  k         k      +      +       k     k          +    +     +      +
current-after-two           k         k      +      +       k     k          +    +     +      +
retracted-second            k         k      r      r       k     k          r    r     r      r
retracted-third             k         k      r      r       k     k          r    r     r      r
current-after-middle        k         k      +      +       k     k          +    +     +      +
middle-taken-first          k         k      r      r       k     k          r    r     r      r
end-taken-last              k         k      r      r       k     k          r    r     r      r
revised-anew                k         k      +      e       k     k          +    +     +      +
retracted-branch            k         k      r      r       k     k          r    r     r      r
end-of-new-branch           k         k      +      +       k     k          +    +     +      +
`;
