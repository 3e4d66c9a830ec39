import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { StoppingError } from '#errors';
import { ledgerChannel, ledgerSchema, readCommittedAt, readCurrentEpoch, readEnvelopes, readHead } from '#ledger';
import type { Epoch } from '#ledger';
import { growFrontier } from '#merkle';
import type { Frontier, NewNode } from '#merkle';
import { Bell, lead, listen, openPool, requireSchema } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { checkAtStart } from '#runtime';
import type { HealthBoard, Logger } from '#runtime';
import type { KeptCheckpoint } from './checkpoint-store.js';
import { hashEvents, leafOf, requireNoHole } from './hash-events.js';
import { readKeyFile } from './key-file.js';
import { acknowledgeKeys } from './known-keys.js';
import { NotaryFault } from './notary-fault.js';
import { notarySchema } from './notary-schema.js';
import { PreviousLeaves } from './previous-leaves.js';
import { isSignedByAll, originOf, readSigned, requireRoot, signTree } from './sign-tree.js';
import { keepNodes, readFrontier, readTreeSize } from './tree-store.js';

export interface NotaryPlaces {
  readonly ledger: DatabaseOptions;
  readonly notary: DatabaseOptions;
  readonly ledgerName: string;
  /** Absent where nobody said it: then it cannot start. */
  readonly keyFile: string | undefined;
}

const idleMs = 500;
const pauseMs = 1_000;
/** What is published meanwhile is hashed together: few rows, and little of the machine. */
const gatherMs = 500;
const signEveryMs = 1_000;
/** Where nothing is new: what was signed is compared with what is kept. */
const checkEveryMs = 3_000;
const pageEvents = 2_000;

/** Hashes the ledger onto a tree and signs it. One leads; what it needs to go on is all in the tables. */
export class Notary {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private readonly ledger: pg.Pool;
  private readonly tree: pg.Pool;
  private running: Promise<unknown> = Promise.resolve();
  /** What this process signed last, which nobody else can take back. */
  private signed: { readonly origin: string; readonly checkpoint: KeptCheckpoint } | undefined;

  constructor(
    private readonly places: NotaryPlaces,
    private readonly board: HealthBoard,
    private readonly logger: Logger,
  ) {
    this.ledger = openPool({ ...places.ledger, max: 2, statementTimeoutMs: 20_000 });
    this.tree = openPool({ ...places.notary, max: 2, statementTimeoutMs: 20_000 });
  }

  async start(): Promise<void> {
    await checkAtStart(this.board, 'notary', async () => {
      await this.readKeys();
      await requireSchema(this.ledger, ledgerSchema);
      await requireSchema(this.tree, notarySchema);
      return 'starting';
    });
    this.report(false, 'starting');
    const { ledger } = this.places;
    const { signal } = this.stopping;
    this.running = Promise.all([
      listen(ledger, ledgerChannel(ledger.schema), this.bell.ring, signal),
      this.run(signal),
    ]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all([this.ledger.end(), this.tree.end()]);
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const lease = await lead(this.places.notary, 'notary', signal, (error) => {
        this.report(error === undefined, error?.message ?? 'standing by: another notary leads');
      });
      if (lease === undefined) return;
      try {
        await this.notariseWhileLeading(AbortSignal.any([signal, lease.lost]));
      } catch (error) {
        this.tellTrouble(error);
      } finally {
        await lease.release();
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async notariseWhileLeading(signal: AbortSignal): Promise<void> {
    await requireSchema(this.ledger, ledgerSchema);
    await requireSchema(this.tree, notarySchema);
    await acknowledgeKeys(this.tree, await this.readKeys());
    const epoch = await readCurrentEpoch(this.ledger);
    const last = await this.checkSigned(epoch);
    const size = await readTreeSize(this.tree, epoch.number);
    if (size < (last?.size ?? 0)) {
      throw new NotaryFault(`The tree has ${size} leaves, and ${last?.size} were signed.`);
    }
    let frontier = await readFrontier(this.tree, epoch.number, size);
    const previous = new PreviousLeaves(this.ledger, this.tree, epoch.number);
    const isStopped = () => signal.aborted;
    let [signAt, checkAt, signedSize] = [0, 0, 0];
    while (!isStopped()) {
      if ((await readCurrentEpoch(this.ledger)).number !== epoch.number) return;
      const head = await this.readHead(frontier.size);
      for (let isMore = true; isMore && !signal.aborted;) {
        const grown = await this.growByPage(epoch, frontier, previous);
        isMore = grown.size > frontier.size && !isStopped();
        frontier = grown;
        const now = performance.now();
        if (now < signAt || (frontier.size === signedSize && now < checkAt)) continue;
        await this.sign(epoch, frontier);
        signedSize = frontier.size;
        signAt = now + signEveryMs;
        checkAt = now + checkEveryMs;
      }
      if (frontier.size < head && !isStopped()) {
        throw new NotaryFault(`The ledger ends at position ${head}, and lacks position ${frontier.size + 1}.`);
      }
      this.report(true, `${frontier.size} events are in the tree`);
      await this.bell.wait(idleMs, signal);
      await delay(gatherMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** A ledger that is shorter than its tree was restored from an older backup, or somebody cut it. */
  private async readHead(size: number): Promise<number> {
    const head = await readHead(this.ledger);
    if (head < size) {
      throw new NotaryFault(`The ledger ends at position ${head}, and ${size} events are in the tree.`);
    }
    return head;
  }

  private async growByPage(epoch: Epoch, frontier: Frontier, previous: PreviousLeaves): Promise<Frontier> {
    const page = await readEnvelopes(this.ledger, frontier.size, pageEvents);
    if (page.length === 0) return frontier;
    requireNoHole(page, frontier.size);
    const unsound = page.find(({ isSound }) => !isSound);
    if (unsound !== undefined) await this.requireCommitment(unsound.position);
    const find = await previous.before(page);
    const hashes = hashEvents(page, find, (event, hash) => previous.note(event, hash));
    const nodes: NewNode[] = [];
    const grown = growFrontier(frontier, hashes, (node) => nodes.push(node));
    await keepNodes(this.tree, epoch.number, nodes);
    return grown;
  }

  /** Reads the payload that is not what was committed to, so that both can be told. Throws a NotaryFault where they differ. */
  private async requireCommitment(position: number): Promise<void> {
    const event = await readCommittedAt(this.ledger, position);
    if (event !== undefined) leafOf(event, undefined);
  }

  private async sign(epoch: Epoch, frontier: Frontier): Promise<void> {
    const keys = await this.readKeys();
    const last = await this.checkSigned(epoch);
    if (frontier.size === 0) return;
    if (last?.size === frontier.size && isSignedByAll(last, keys)) return;
    await acknowledgeKeys(this.tree, keys);
    const origin = originOf(this.places.ledgerName, epoch);
    const checkpoint = await signTree(this.tree, epoch, { origin, keys, last }, frontier);
    this.signed = { origin, checkpoint };
  }

  /** The checkpoint that stands. It is the one that this process signed, or a later one. */
  private async checkSigned(epoch: Epoch): Promise<KeptCheckpoint | undefined> {
    const origin = originOf(this.places.ledgerName, epoch);
    const last = await readSigned(this.tree, epoch, origin, await this.readKeys());
    const { signed } = this;
    if (signed?.origin === origin && (last?.size ?? 0) < signed.checkpoint.size) {
      throw new NotaryFault(
        `The checkpoint of ${signed.checkpoint.size} leaves that was signed here is gone: what is kept ends with ` +
          `${last?.size ?? 0} leaves.`,
      );
    }
    if (signed?.origin === origin) await requireRoot(this.tree, epoch, signed.checkpoint);
    return last;
  }

  private readKeys() {
    const { keyFile, ledgerName } = this.places;
    if (keyFile === undefined) {
      throw new StoppingError('NEWSLEDGER_NOTARY_KEY is not set: the notary needs a file that holds its key.');
    }
    return readKeyFile(keyFile, ledgerName);
  }

  private tellTrouble(error: unknown): void {
    const { message } = error as Error;
    this.report(false, message);
    if (error instanceof StoppingError || error instanceof NotaryFault) this.logger.error(message);
    else this.logger.warn({ reason: message }, 'the notary starts again');
    this.logger.debug({ err: error });
  }

  private report(ready: boolean, detail: string): void {
    this.board.report('notary', { ready, detail });
  }
}
