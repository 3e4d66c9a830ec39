import type { ToldChange } from '#views';
import { wrap } from './wrap.js';

/** `short`: of a long one, figures, positions, corrections and retractions alone. `folded`: small edits in one line. */
export type TellingLength = 'short' | 'folded' | 'all';

interface ChangedStory {
  readonly story: string;
  readonly title: string;
  readonly version: number;
}

const mostInFull = 15;
const leading: readonly ToldChange['change'][] = [
  ...(['issued', 'revised', 'withdrawn'] as const),
  ...(['confirmed', 'denied', 'unconfirmed'] as const),
  ...(['corrected', 'retracted'] as const),
];

/** Changes in words, a sentence each, in the order that they come. What is left out is said, with how to read it. */
export function tellChanges(
  { story, title, version }: ChangedStory,
  changes: readonly ToldChange[],
  length: TellingLength,
): string {
  const isShort = length === 'short' && changes.length > mostInFull;
  const isTold = (change: ToldChange) =>
    length === 'all' || (isShort ? leading.includes(change.change) : change.minor !== true);
  const told = changes.filter(isTold);
  const lines = [`How “${title}” changed (${story}, now at version ${version}):`, ''];
  for (const change of told) lines.push(...wrap(`${change.version}. ${change.sentence}`), '');
  if (changes.length === 0) lines.push('  Nothing, between these two moments.', '');
  if (isShort && told.length < changes.length) {
    lines.push(
      `These are the figures, positions and corrections: ${told.length} of ${changes.length} changes. All of them:`,
      `  npm run newsledger -- changes ${story} --all`,
      '',
    );
  } else if (told.length < changes.length) {
    const small = changes.filter((change) => !isTold(change));
    lines.push(...wrap(`${told.length === 0 ? '' : 'and '}${fold(small)}; --all shows them.`), '');
  }
  return `${lines.join('\n')}\n`;
}

const smallEdits: Readonly<Partial<Record<ToldChange['change'], readonly [one: string, many: string]>>> = {
  retitled: ['a new title', 'new titles'],
  summarised: ['a new summary', 'new summaries'],
  linked: ['a link to another story', 'links to other stories'],
  filed: ['a source', 'sources'],
};

/** "4 small edits: 2 new titles, a new summary and a source". */
function fold(changes: readonly ToldChange[]): string {
  const kinds = [...new Set(changes.map(({ change }) => change))];
  const counted = kinds.map((kind) => {
    const count = changes.filter(({ change }) => change === kind).length;
    const [one, many] = smallEdits[kind] ?? [kind, kind];
    return count === 1 ? one : `${count} ${many}`;
  });
  const edits = changes.length === 1 ? '1 small edit' : `${changes.length} small edits`;
  return `${edits}: ${new Intl.ListFormat('en', { type: 'conjunction' }).format(counted)}`;
}
