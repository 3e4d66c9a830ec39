// What XML 1.0 cannot hold even as a reference.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Parsers make line feeds of these, and blanks of all three in attributes.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

const escaped = (text: string, special: RegExp) =>
  text.replace(forbidden, '\ufffd').replace(special, (character) => references[character] ?? character);

/** An element as text. Unknown attributes and children are left out. */
export type Element = string | undefined;

export type Attributes = Readonly<Record<string, string | undefined>>;

function startTag(name: string, attributes: Attributes, end: string): string {
  const pairs = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escaped(value, /[&<>"\r\n\t]/g)}"`,
  );
  return `<${name}${pairs.join('')}${end}`;
}

export const emptyElement = (name: string, attributes: Attributes) => startTag(name, attributes, '/>');

export const textElement = (name: string, text: string, attributes: Attributes = {}) =>
  `${startTag(name, attributes, '>')}${escaped(text, /[&<>\r]/g)}</${name}>`;

export const element = (name: string, children: readonly Element[], attributes: Attributes = {}) =>
  `${startTag(name, attributes, '>')}\n${children.filter((child) => child !== undefined).join('\n')}\n</${name}>`;
