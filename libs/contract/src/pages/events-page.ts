import { classesWithin, eventVersions, fieldsOfClass, schemaPath, wordsOf } from '#events';
import type { ClassOf, EventVersion, Field } from '#events';
import { table } from './table.js';

const begin = '<!-- generated: npm run generate -->';
const end = '<!-- end of what is generated -->';

/** The page of events, with its fields as the classes say them; what people wrote around these stays. */
export function eventsPage(page: string): string {
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`the page of events has no place between "${begin}" and "${end}"`);
  return `${page.slice(0, before)}${begin}\n\n${eventsAndBlocks()}\n\n${page.slice(after)}`;
}

function eventsAndBlocks(): string {
  const blocks = new Set(eventVersions.flatMap(({ data }) => [...classesWithin(data)]));
  const named = [...blocks].sort((one, other) => (one.name < other.name ? -1 : 1));
  return [
    '## Events',
    ...eventVersions.map((version) => `### ${titleOf(version)}\n\n${sectionOf(version.data)}\n\n${exampleOf(version)}`),
    '## Building blocks',
    ...named.map((block) => `### ${block.name}\n\n${sectionOf(block)}`),
  ].join('\n\n');
}

const titleOf = ({ type, version, isCurrent }: EventVersion) =>
  isCurrent ? type : `${type}, version ${version} (taken, and read as the version after it)`;

function exampleOf({ type, version, examples }: EventVersion): string {
  const path = schemaPath(type, version);
  return `Schema: [\`${path}\`](${path.slice(1)}).\n\n\`\`\`json\n${JSON.stringify(examples.at(-1), null, 2)}\n\`\`\``;
}

function sectionOf(type: ClassOf): string {
  const fields = fieldsOfClass(type);
  const rows = fields.map((field) => [
    `\`${field.name}\`${field.mayBeAbsent === true ? '?' : ''}`,
    takes(field),
    field.says ?? '',
  ]);
  const rules = fields.flatMap(({ name, rules: of }) =>
    of.map((one) => `- \`${one.name}\`: \`${name}\` ${one.wanted}.`),
  );
  return [wordsOf(type) ?? '', table(['field', 'takes', 'is'], rows), rules.join('\n')].join('\n\n').trim();
}

/** What a field takes, in few words. */
function takes({ schema = {}, nested, wanted = '' }: Field): string {
  const list = schema['type'] === 'array' ? 'list of ' : '';
  if (nested !== undefined) return `${list}[${nested.name}](#${nested.name.toLowerCase()})`;
  const words = schema['enum'];
  if (Array.isArray(words)) return words.map((word) => `\`${String(word)}\``).join(' ');
  return wanted.replace(/^must be /, '');
}
