/** Numbers and flags stay what they are; what is unknown is empty. */
export type Cell = string | number | boolean | undefined;

// What spreadsheets take for a formula, also behind blanks, marks that are not seen, and in full width; and what they
// cut a cell at. Apostrophes before it count too, so that the one put there can be taken away again without a doubt.
const formula = /^'*(?:[\t\r\n]|[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** A field as RFC 4180 has it, harmless when opened in a spreadsheet. */
export function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}
