import { setTimeout as delay } from 'node:timers/promises';
import { openClient, schemaName } from '#postgres';
import { viewsChannel, viewsSchema } from '#views';
import type { Sample } from '../benchmark.js';
import { median } from '../measure/order-statistics.js';

interface Commit {
  /** The last position of the batch. */
  readonly position: number;
  readonly at: number;
}

const patienceMs = 120_000;

/** The commits of the views as they happen: each batch sends a notification with its last position. */
export class ViewCommits {
  private readonly commits: Commit[] = [];
  private look: () => void = () => undefined;

  private constructor(private readonly client: ReturnType<typeof openClient>) {}

  static async watch(url: string): Promise<ViewCommits> {
    const client = openClient({ url, schema: 'public', applicationName: 'bench commits' });
    const commits = new ViewCommits(client);
    client.on('notification', ({ payload }) => {
      commits.commits.push({ position: Number(payload), at: performance.now() });
      commits.look();
    });
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(viewsChannel(schemaName('newsledger', viewsSchema)))}`);
    return commits;
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Resolves once the views hold a position. */
  async reach(position: number): Promise<void> {
    const ended = new AbortController();
    const reached = new Promise<void>((resolve) => {
      this.look = () => (this.last >= position ? resolve() : undefined);
    });
    this.look();
    const late = delay(patienceMs, undefined, { signal: ended.signal }).then(() => {
      throw new Error(`position ${position} was not folded in time; position ${this.last} was the last`);
    });
    late.catch(() => undefined);
    await Promise.race([reached, late]);
    ended.abort();
  }

  /**
   * What was folded from the first commit on, so that neither the start of a process nor its way to the first event
   * counts. The latency of an event is the time that its batch took.
   */
  sample(): Sample {
    const [first, last] = [this.commits[0], this.commits.at(-1)];
    if (first === undefined || last === undefined) throw new Error('nothing was folded');
    const latencies = this.steps().flatMap(({ events, ms }) => new Array<number>(events).fill(ms));
    return { seconds: (last.at - first.at) / 1_000, latencies };
  }

  /** How many events a batch holds, the median. */
  batchSize(): number {
    return median(this.steps().map(({ events }) => events));
  }

  private get last(): number {
    return this.commits.at(-1)?.position ?? 0;
  }

  private steps(): { readonly events: number; readonly ms: number }[] {
    return this.commits.slice(1).map(({ position, at }, index) => {
      const before = this.commits[index] as Commit;
      return { events: position - before.position, ms: at - before.at };
    });
  }
}
