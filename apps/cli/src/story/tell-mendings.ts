import { tellChange } from '#views';
import type { CorrectionRow, Mending, RetractionRow } from '#views';
import { wrap } from '../wrap.js';
import { tellSpan } from './fact-words.js';

/** Corrections and retractions, each with how long what it mends had stood. `labelOf` is what readers know a fact by. */
export function tellMendings(
  mendings: readonly (CorrectionRow | RetractionRow)[],
  labelOf: (fact: string) => string,
): string[] {
  return mendings.flatMap((mending) => wrap(`${tellMending(mending, labelOf(mending.fact))} [${mending.id}]`, 2, 4));
}

/** The same across stories, each with the story that it is of. */
export function tellMendingsOfAll(mendings: readonly Mending[]): string[] {
  return mendings.flatMap((mending) => [
    ...wrap(`${mending.title} (${mending.story})`, 0, 2),
    ...wrap(`${tellMending(mending, mending.fact)} [${mending.id}]`, 2, 4),
    '',
  ]);
}

/** A correction or a retraction as a sentence, with how long what it mends had stood. */
export function tellMending(mending: CorrectionRow | RetractionRow, label: string): string {
  const { fact, kind, reason, recordedAt, stoodSince } = mending;
  const about = { fact, kind, label, reason };
  const stood = tellSpan((Date.parse(recordedAt) - Date.parse(stoodSince)) / 1_000);
  return 'was' in mending
    ? `${tellChange({ change: 'corrected', ...about, was: mending.was, now: mending.now }, mending)} The error had stood for ${stood}.`
    : `${tellChange({ change: 'retracted', ...about }, mending)} It had stood for ${stood}.`;
}
