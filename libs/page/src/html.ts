/** Markup that is safe to send as it is. Only `html` makes it; every value that is put into it is escaped. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

export type Value = Html | string | number | undefined | false | readonly Value[];

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => references[character] ?? character) : text;

function textOf(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (value instanceof Html) return value.text;
  return value.map(textOf).join('');
}

const tight = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The markup of a template without the indentation that it has in the source. */
function tightened(template: TemplateStringsArray): readonly string[] {
  let strings = tight.get(template);
  if (strings === undefined) {
    strings = template.map((string) => string.replace(/\n\s*/g, '\n'));
    tight.set(template, strings);
  }
  return strings;
}

/** A template whose values are escaped, save those that are markup already; absent values are left out. */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Html {
  const strings = tightened(template);
  let text = strings[0] ?? '';
  for (const [at, value] of values.entries()) text += textOf(value) + (strings[at + 1] ?? '');
  return new Html(text);
}

export const nothing = new Html('');

/** Values with the same thing between them. */
export const joined = (values: readonly Value[], between: Value): Html =>
  html`${values.flatMap((value, at) => (at === 0 ? [value] : [between, value]))}`;

/** A text of the record: it may be of any language and direction, and must not turn what stands around it. */
export const told = (text: string): Html => html`<bdi dir="auto">${text}</bdi>`;
