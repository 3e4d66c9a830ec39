import type { Attribution, Wording } from '#events';
import { endless, tellSource } from '#views';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const namesOf = (named: readonly { readonly name: string }[]) => list.format(named.map(({ name }) => name));

/** What became of a fact since, in words. */
export function marksOf(fact: { readonly corrections?: readonly string[]; readonly retractedBy?: string }): string {
  const marks = [
    ...(fact.corrections === undefined || fact.corrections.length === 0 ? [] : ['corrected']),
    ...(fact.retractedBy === undefined ? [] : ['retracted']),
  ];
  return marks.length === 0 ? '' : ` (${marks.join(', ')})`;
}

const modes = { verbatim: 'verbatim', paraphrase: 'paraphrased', narrator: 'as the narrator puts it' };

/** Who said it and for whom, and how: "Mark Rutte, NATO Secretary General, for NATO (verbatim, at NATO headquarters)". */
export function tellVoice(by: Attribution | undefined): string {
  const parties = by?.parties ?? [];
  const forWhom = by?.speaker === undefined || parties.length === 0 ? '' : `, for ${namesOf(parties)}`;
  const manner = [
    ...(by?.mode === undefined || (by.mode === 'narrator' && parties.length === 0) ? [] : [modes[by.mode]]),
    ...(by?.channel === undefined ? [] : [`via ${by.channel}`]),
    ...(by?.venue === undefined ? [] : [`at ${by.venue}`]),
  ];
  return `${tellSource(by)}${forWhom}${manner.length === 0 ? '' : ` (${manner.join(', ')})`}`;
}

/** The words themselves: whose they are where not the party's own, and what to beware of. */
export function quote(wording: Wording | undefined): string {
  if (wording === undefined) return '';
  const { text, by, translated, doubtful } = wording;
  const whose = by === 'narrator' ? 'in the narrator’s words' : 'in words';
  const doubt = doubtful === undefined ? '' : ` (in doubt: ${endless(doubtful)})`;
  return `; ${whose}${translated === true ? ', as translated' : ''}: “${text}”${doubt}`;
}

const steps = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

/** "3 days", "1 hour", "less than a minute". */
export function tellSpan(seconds: number): string {
  const step = steps.find(([length]) => seconds >= length);
  if (step === undefined) return 'less than a minute';
  const [length, unit] = step;
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
