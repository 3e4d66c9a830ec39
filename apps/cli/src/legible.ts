// What moves the cursor, colours, or turns the direction of the text around, and so shows other than what is there.
const hidden = /[\p{Cc}\p{Bidi_Control}]/gu;
const blank = /[\t\n\v\f\r\u0085]+/g;

/** What a reader answered, with nothing in its texts that a terminal would obey: only we begin lines. */
export function legible<T>(answer: T): T {
  return legibleValue(answer) as T;
}

function legibleValue(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(blank, ' ').replace(hidden, '\ufffd');
  if (Array.isArray(value)) return value.map(legibleValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, legibleValue(member)]));
}

/** The answer as it is, as JSON; what a terminal would obey is escaped, which means the same. */
export function legibleJson(answer: unknown): string {
  return `${escapeHidden(JSON.stringify(answer, undefined, 2))}\n`;
}

/** A line of JSON as it came, with the same escaped. */
export const legibleLine = (json: string): string => escapeHidden(json);

// Only we break lines in it: JSON escapes those of texts itself.
function escapeHidden(json: string): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replace(hidden, (found) => (found === '\n' ? found : escape(found)));
}
