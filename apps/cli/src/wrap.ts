const width = 96;

/** The text in lines of a terminal, the first and the others with so many spaces before them. */
export function wrap(text: string, first = 2, others = 5): string[] {
  const lines: string[] = [];
  let line = '';
  let indent = ' '.repeat(first);
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + word.length + 1 > width) {
      lines.push(indent + line);
      line = '';
      indent = ' '.repeat(others);
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, indent + line];
}
