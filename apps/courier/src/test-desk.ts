import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { RefusalError } from '#errors';
import type { HistoryName } from '#events';
import { noteTest } from './attempts.js';
import type { TestedAttempt } from './attempts.js';
import { Endpoint } from './endpoint.js';
import type { FindAddresses } from './find-addresses.js';
import type { Targets } from './judge-target.js';
import { testMessage } from './message.js';
import { readSecrets } from './webhook-state.js';
import type { Webhook } from './webhook.js';

export interface TestParts {
  readonly pool: pg.Pool;
  readonly targets: Targets;
  readonly find: FindAddresses;
  readonly history: Omit<HistoryName, 'epoch'>;
}

const mostAtOnce = 32;

/** Sends a test to a webhook at once, whatever its state, and answers how it went. One at a time for each owner. */
export class TestDesk {
  private readonly busy = new Set<string>();
  private readonly stopping = new AbortController();

  constructor(private readonly parts: TestParts) {}

  async send(webhook: Webhook): Promise<TestedAttempt & { readonly delivered: boolean }> {
    if (this.busy.has(webhook.owner) || this.busy.size >= mostAtOnce) {
      throw new RefusalError({ code: 'overloaded', detail: 'A test is under way: try again when it is over.' });
    }
    this.busy.add(webhook.owner);
    try {
      return await this.sendNow(webhook);
    } finally {
      this.busy.delete(webhook.owner);
    }
  }

  stop(): void {
    this.stopping.abort();
  }

  private async sendNow({ id, url }: Webhook): Promise<TestedAttempt & { readonly delivered: boolean }> {
    const { pool, targets, find, history } = this.parts;
    const secrets = await readSecrets(pool, { id, owner: undefined });
    const sender = { webhook: id, secrets, history: { ...history, epoch: '' } };
    const { headers, body } = testMessage(`${id}_test_${uuidv7()}`, sender, Date.now());
    const endpoint = new Endpoint({ url, targets, find });
    const begun = performance.now();
    const { status, error } = await endpoint.post(headers, body, this.stopping.signal).finally(() => endpoint.close());
    const tested = {
      ...(status === undefined ? {} : { status }),
      ...(error === undefined ? {} : { error }),
      durationMs: Math.round(performance.now() - begun),
    };
    await noteTest(pool, id, tested);
    return { delivered: error === undefined, ...tested };
  }
}
