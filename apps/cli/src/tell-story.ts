import type { ToldChange } from '#views';
import { askReader } from './ask-reader.js';
import type { ReaderPlace } from './ask-reader.js';

interface ChangesAnswer {
  readonly changes: readonly ToldChange[];
  readonly cursor?: string;
}

/** How a story changed, in words, made from `GET …/changes`. */
export async function tellStory(
  reader: ReaderPlace,
  story: string,
  span: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = `/v1/stories/${encodeURIComponent(story)}`;
  const { title, version } = (await askReader(reader, path)) as { title: string; version: number };
  const lines = [`How “${title}” changed (${story}, now at version ${version}):`, ''];
  let cursor: string | undefined;
  do {
    const query = { ...span, limit: '1000', ...(cursor === undefined ? {} : { cursor }) };
    const page = (await askReader(reader, `${path}/changes`, query)) as ChangesAnswer;
    for (const change of page.changes) lines.push(...wrap(`${change.version}. ${change.sentence}`), '');
    ({ cursor } = page);
  } while (cursor !== undefined);
  if (lines.length === 2) lines.push('  Nothing, between these two moments.', '');
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
