import type { ToldChange } from '#views';
import { askReader } from './ask-reader.js';
import type { ReaderPlace } from './ask-reader.js';

interface ChangesAnswer {
  readonly changes: readonly ToldChange[];
  readonly cursor?: string;
}

const mostInFull = 15;
const leading: readonly ToldChange['change'][] = [
  ...(['issued', 'revised', 'withdrawn'] as const),
  ...(['confirmed', 'denied', 'unconfirmed'] as const),
  ...(['corrected', 'retracted'] as const),
];

/**
 * How a story changed, in words, made from `GET …/changes`. A long one can be told short: figures, positions,
 * corrections and retractions alone, with the command that tells all of it.
 */
export async function tellStory(
  reader: ReaderPlace,
  story: string,
  span: Readonly<Record<string, string>> = {},
  { isShort = false }: { readonly isShort?: boolean } = {},
): Promise<string> {
  const path = `/v1/stories/${encodeURIComponent(story)}`;
  const { title, version } = (await askReader(reader, path)) as { title: string; version: number };
  const changes: ToldChange[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...span, limit: '1000', ...(cursor === undefined ? {} : { cursor }) };
    const page = (await askReader(reader, `${path}/changes`, query)) as ChangesAnswer;
    changes.push(...page.changes);
    ({ cursor } = page);
  } while (cursor !== undefined);
  const told =
    isShort && changes.length > mostInFull ? changes.filter(({ change }) => leading.includes(change)) : changes;
  const lines = [`How “${title}” changed (${story}, now at version ${version}):`, ''];
  for (const change of told) lines.push(...wrap(`${change.version}. ${change.sentence}`), '');
  if (changes.length === 0) lines.push('  Nothing, between these two moments.', '');
  if (told.length < changes.length) {
    lines.push(
      `These are the figures, positions and corrections: ${told.length} of ${changes.length} changes. All of them:`,
      `  npm run newsledger -- changes ${story}`,
      '',
    );
  }
  return `${lines.join('\n')}\n`;
}

const width = 96;

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > width) {
      lines.push(line);
      line = '    ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
