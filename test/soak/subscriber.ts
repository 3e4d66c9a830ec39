import { get } from 'node:http';
import type { ClientRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventFilter } from '#views';
import type { Random } from './random.js';

interface Row {
  readonly kind: string;
  readonly key: string;
  readonly doc?: object;
}

/**
 * Someone who follows the record by a filter, or the changes of its stories, and comes again with the last id whenever the
 * connection is gone.
 */
export class Subscriber {
  /** The positions of the events that came, as they came. */
  readonly positions: number[] = [];
  /** The last id: everything up to it has come. */
  reached = 0;
  connections = 0;
  /** The rows of each story that all changes lead to, by kind and key. */
  readonly copies = new Map<string, Map<string, object>>();
  private request: ClientRequest | undefined;
  private running: Promise<void> | undefined;

  constructor(
    readonly as: 'events' | 'changes',
    readonly filter: EventFilter,
    private readonly url: string,
    private readonly random: Random,
  ) {}

  follow(stop: AbortSignal): void {
    this.running = this.run(stop);
  }

  /** Breaks the connection as a network does, in the midst of whatever is on its way. */
  cut(): void {
    this.request?.destroy();
  }

  async ended(): Promise<void> {
    this.cut();
    await this.running;
  }

  private async run(stop: AbortSignal): Promise<void> {
    const query = new URLSearchParams({ as: this.as });
    for (const story of this.filter.stories ?? []) query.append('story', story);
    for (const type of this.filter.types ?? []) query.append('type', type);
    for (const party of this.filter.parties ?? []) query.append('party', party);
    while (!stop.aborted) {
      await this.connect(`${this.url}/v1/stream?after=0&${query.toString()}`);
      await delay(20 + this.random.below(400));
    }
  }

  private connect(url: string): Promise<void> {
    return new Promise((resolve) => {
      const headers = this.reached === 0 ? {} : { 'last-event-id': String(this.reached) };
      this.request = get(url, { headers, agent: false }, (answer) => {
        if (answer.statusCode === 200) this.connections += 1;
        let rest = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          const messages = (rest + text).split('\n\n');
          rest = messages.pop() ?? '';
          for (const message of messages) this.take(message);
        });
        answer.once('close', resolve);
      });
      this.request.once('error', () => resolve());
      this.request.once('close', () => resolve());
    });
  }

  private take(message: string): void {
    const [, id, event, data] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/m.exec(message) ?? [];
    if (id === undefined) return;
    this.reached = Number(id);
    if (event !== 'position') this.positions.push(this.reached);
    if (event === 'change') this.apply(JSON.parse(data ?? '') as { story: string; ended: Row[]; begun: Row[] });
  }

  private apply({ story, ended, begun }: { story: string; ended: readonly Row[]; begun: readonly Row[] }): void {
    const copy = this.copies.get(story) ?? new Map<string, object>();
    for (const { kind, key } of ended) copy.delete(`${kind} ${key}`);
    for (const { kind, key, doc } of begun) copy.set(`${kind} ${key}`, doc ?? {});
    this.copies.set(story, copy);
  }
}
