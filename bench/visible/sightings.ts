import { once } from 'node:events';
import { get } from 'node:http';
import { openClient } from '#postgres';
import type { Stage } from '../stage/stage.js';

interface Waiting {
  readonly position: number;
  readonly settle: () => void;
}

const patienceMs = 60_000;

/**
 * Learns when something is there. When a view row is committed: both pipes send a notification with the last position that they wrote, in the
 * transaction that wrote it, and PostgreSQL delivers it at the commit.
 */
export class Sightings {
  private last = -1;
  private waiting: Waiting[] = [];

  static async listen(stage: Stage, url: string, channel: string): Promise<Sightings> {
    const sightings = new Sightings();
    const client = openClient({ url, schema: 'public', applicationName: 'bench sightings' });
    client.on('notification', ({ payload }) => sightings.see(Number(payload)));
    await client.connect();
    stage.onClose(() => client.end());
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    return sightings;
  }

  /** Sees what a client of a stream sees: the ids of its messages. */
  static async follow(stage: Stage, url: URL): Promise<Sightings> {
    const sightings = new Sightings();
    const request = get(new URL('/v1/stream', url), (answer) => {
      let rest = '';
      answer.setEncoding('utf8').on('data', (text: string) => {
        rest += text;
        const whole = rest.slice(0, rest.lastIndexOf('\n\n') + 1);
        for (const [, id] of whole.matchAll(/^id: (\d+)$/gm)) sightings.see(Number(id));
        rest = rest.slice(whole.length);
      });
    });
    stage.onClose(() => Promise.resolve(request.destroy()));
    await once(request, 'response');
    return sightings;
  }

  /** Resolves once what is at the position can be seen. */
  async of(position: number): Promise<void> {
    if (position <= this.last) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const why = new Error(`position ${position} could not be seen in time; position ${this.last} was the last`);
      timer = setTimeout(() => reject(why), patienceMs);
    });
    const seen = new Promise<void>((settle) => this.waiting.push({ position, settle }));
    await Promise.race([seen, late]);
    clearTimeout(timer);
  }

  private see(position: number): void {
    this.last = Math.max(this.last, position);
    for (const { position: wanted, settle } of this.waiting) if (wanted <= position) settle();
    this.waiting = this.waiting.filter(({ position: wanted }) => wanted > position);
  }
}
