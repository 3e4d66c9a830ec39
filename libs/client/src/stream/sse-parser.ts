/** What a server says in a stream (WHATWG HTML, server-sent events). Comments are not told. */
export type SseItem =
  | { readonly kind: 'message'; readonly event: string; readonly data: string; readonly id?: string }
  /** An id without data: the last id is this one, although there is no message. */
  | { readonly kind: 'place'; readonly id: string }
  | { readonly kind: 'retry'; readonly ms: number };

/**
 * Reads a stream in the pieces in which it comes, wherever it is cut. A message has the id that stands in it, and none of
 * those before. What is not ended by an empty line is not told.
 */
export function sseParser(): (bytes: Uint8Array) => readonly SseItem[] {
  // Takes a byte order mark away, and keeps what is cut within a character.
  const decoder = new TextDecoder();
  let begun = '';
  let isAfterReturn = false;
  let event = '';
  let data: string[] = [];
  let id: string | undefined;

  const readField = (line: string): SseItem | undefined => {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?)?(.*)$/s.exec(line) ?? [];
    switch (name) {
      case 'event':
        event = value;
        return;
      case 'data':
        data.push(value);
        return;
      case 'id':
        if (!value.includes('\0')) id = value;
        return;
      case 'retry':
        return /^\d+$/.test(value) ? { kind: 'retry', ms: Number(value) } : undefined;
      default:
        return;
    }
  };

  const dispatch = (): SseItem | undefined => {
    const place = id;
    const message = { event: event || 'message', data: data.join('\n'), ...(id === undefined ? {} : { id }) };
    const isMessage = data.length > 0;
    event = '';
    data = [];
    id = undefined;
    if (isMessage) return { kind: 'message', ...message };
    return place === undefined ? undefined : { kind: 'place', id: place };
  };

  return (bytes) => {
    let text = decoder.decode(bytes, { stream: true });
    if (text === '') return [];
    if (isAfterReturn && text.startsWith('\n')) text = text.slice(1);
    isAfterReturn = text.endsWith('\r');
    const lines = text.split(/\r\n|\r|\n/);
    lines[0] = begun + (lines[0] ?? '');
    begun = lines.pop() ?? '';
    return lines.map((line) => (line === '' ? dispatch() : readField(line))).filter((item) => item !== undefined);
  };
}
