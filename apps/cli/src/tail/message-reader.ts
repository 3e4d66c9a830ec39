/** A message of a stream of server-sent events. */
export interface StreamMessage {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** Puts messages together out of the text of a stream, however it is cut. What has no end yet is no message. */
export class MessageReader {
  private rest = '';
  private id: string | undefined;
  private event = '';
  private data: string[] = [];
  private wanted: number | undefined;

  /** How long the server wants a client to wait before it comes again, in ms. */
  get retryMs(): number | undefined {
    return this.wanted;
  }

  read(text: string): StreamMessage[] {
    // A carriage return may be the first half of a line end.
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.readLine(line));
  }

  private readLine(line: string): StreamMessage[] {
    if (line === '') return this.end();
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id' && !value.includes('\0')) this.id = value;
    else if (name === 'retry' && /^\d{1,9}$/.test(value)) this.wanted = Number(value);
    return [];
  }

  private end(): StreamMessage[] {
    const { id, event, data } = this;
    this.id = undefined;
    this.event = '';
    this.data = [];
    return data.length === 0 ? [] : [{ id, event: event === '' ? 'message' : event, data: data.join('\n') }];
  }
}
