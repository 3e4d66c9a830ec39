import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { accepted, refused, refusedBy } from '#errors';
import type { Result } from '#errors';
import type { StoryId } from '#events';
import { validateData } from '#events';
import type { Appender } from '#ledger';
import { findKeptPublish, readVersion } from '#ledger';
import { decide } from '#story';
import type { StoryState } from '#story';
import { answerAgain, answerOf, findReplay } from './answer.js';
import type { Published, PublishRequest } from './publish-events.js';
import { CorrectedFacts } from './corrected-facts.js';
import { isSnapshotDue, readStoryState, takeSnapshot } from './read-story-state.js';

/**
 * A story's state as this process knows it. `decided` is ahead of `confirmed` by what waits to be appended; when one
 * of these appends fails the whole entry is given up, because everything decided after it rests on it.
 */
interface Entry {
  confirmed: StoryState;
  decided: StoryState;
  waiting: number;
  /** Settles when every append so far has. */
  tail: Promise<unknown>;
  givenUp: boolean;
  snapshotVersion: number;
}

const mostCacheBytes = 24 * 1024 * 1024;
// Measured: a figure with a UUID for its id takes 207 bytes in the persistent maps.
const bytesOf = (entry: Entry) => 1_000 + entry.decided.facts.size * 210;
const patienceMs = 8_000;

/** Where publishes to a story are decided, one after the other, on the state that the ones before lead to. */
export class StoryDesk {
  private readonly kept = new LRUCache<StoryId, Entry>({ maxSize: mostCacheBytes, sizeCalculation: bytesOf });
  /** Entries with appends under way; though the cache may drop them, they must not be read anew meanwhile. */
  private readonly busy = new Map<StoryId, Entry>();
  private readonly reading = new Map<StoryId, Promise<Entry>>();
  /** Publishes under way that came with an idempotency key. */
  private readonly keyed = new Map<string, Promise<unknown>>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly appender: Appender,
  ) {}

  async publish(request: PublishRequest): Promise<Result<Published>> {
    const { idempotency, recordedBy, story, dryRun } = request;
    if (idempotency === undefined || dryRun) return this.decideAndAppend(request).catch(refusedBy);
    // Two requests under one key at once: the second waits for the first, and then finds its answer.
    const name = `${recordedBy} ${story} ${idempotency.key}`;
    for (let first = this.keyed.get(name); first !== undefined; first = this.keyed.get(name)) {
      await first.catch(() => undefined);
    }
    const publishing = this.decideAndAppend(request)
      .catch(refusedBy)
      .finally(() => this.keyed.delete(name));
    this.keyed.set(name, publishing);
    return publishing;
  }

  private async decideAndAppend(request: PublishRequest): Promise<Result<Published>> {
    const corrected = new CorrectedFacts(this.pool, request);
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      const kept = await this.findKept(request);
      if (kept !== undefined) return kept;
      const entry = await this.open(request.story);
      if (!corrected.isCurrent(entry.decided)) {
        // What a waiting append corrects or introduces can be read once it is there.
        await entry.tail;
        await corrected.read((await this.open(request.story)).decided);
        continue;
      }
      const state = entry.decided;
      const decision = this.judge(state, request, corrected);
      if (decision.kind === 'append') {
        if (request.dryRun) {
          if (await this.isCurrent(request.story, entry, state)) {
            return accepted({ answer: answerOf(request, state.version), replayed: false });
          }
          continue;
        }
        const published = await this.append(request, entry, decision.state);
        if (published !== undefined) return accepted({ answer: published, replayed: false });
        continue;
      }
      if (!(await this.isCurrent(request.story, entry, state))) continue;
      // What refuses a retry may be its own first attempt, appended meanwhile by another process.
      if (decision.kind === 'refuse') return (await this.findKept(request)) ?? decision.refusal;
      const replay = await findReplay(this.pool, request);
      return replay === undefined
        ? this.refusedAsTaken(state, request, corrected)
        : accepted({ answer: replay, replayed: true });
    }
    return refused({
      code: 'overloaded',
      detail: 'Too many publishers write to this story at once. Nothing was written.',
    });
  }

  /** The first answer under the request's idempotency key; looked for before any expectation. */
  private async findKept({ idempotency, recordedBy, story, dryRun }: PublishRequest) {
    if (idempotency === undefined || dryRun) return undefined;
    const kept = await findKeptPublish(this.pool, recordedBy, story, idempotency);
    if (kept === undefined) return undefined;
    if (kept.same) return accepted({ answer: answerAgain(story, kept.events), replayed: true });
    return refused({
      code: 'idempotency-key-reused',
      detail: `The Idempotency-Key "${idempotency.key}" came with other content before: use a new one for a new publish.`,
    });
  }

  private judge(state: StoryState, request: PublishRequest, corrected: CorrectedFacts): Judgement {
    // A retry is recognised before any expectation is looked at: its first attempt has changed the version.
    if (request.identified && request.events.every(({ id }) => state.facts.has(id))) return { kind: 'seen' };
    const { expectation } = request;
    if (expectation !== undefined && expectation !== state.version) {
      const currentVersion = state.version;
      const detail = `The story is at version ${currentVersion}, not ${expectation}. Read what changed, then publish again.`;
      return { kind: 'refuse', refusal: refused({ code: 'wrong-version', detail, facts: { currentVersion } }) };
    }
    const decision = this.decide(state, request, corrected);
    return decision.ok ? { kind: 'append', state: decision.value } : { kind: 'refuse', refusal: decision };
  }

  private decide(state: StoryState, { events }: PublishRequest, corrected: CorrectedFacts): Result<StoryState> {
    return decide(state, events, {
      recordedFact: (id) => corrected.get(id),
      validate: ({ type, data }) => validateData(type, data),
    });
  }

  /** All ids are taken, but by other content: `decide` says so, event by event. */
  private refusedAsTaken(state: StoryState, request: PublishRequest, corrected: CorrectedFacts): Result<Published> {
    const decision = this.decide(state, request, corrected);
    return decision.ok ? refused({ code: 'id-taken', detail: 'The ids are taken by other events.' }) : decision;
  }

  private async append(request: PublishRequest, entry: Entry, decided: StoryState) {
    const { story, events, recordedBy, correlationId, causationId, idempotency } = request;
    const base = entry.decided.version;
    const appending = this.appender.append({
      lineage: entry,
      story,
      base,
      events,
      recordedBy,
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(causationId === undefined ? {} : { causationId }),
      ...(idempotency === undefined ? {} : { idempotency }),
    });
    entry.decided = decided;
    entry.waiting += 1;
    entry.tail = Promise.allSettled([entry.tail, appending]).then(() => undefined);
    this.kept.set(story, entry);
    this.busy.set(story, entry);
    try {
      const outcome = await appending;
      if (outcome.outcome === 'conflict') {
        this.giveUp(story, entry);
        return undefined;
      }
      entry.confirmed = decided;
      this.keepSnapshot(story, entry);
      return answerOf(request, base, outcome);
    } catch (error) {
      this.giveUp(story, entry);
      throw error;
    } finally {
      entry.waiting -= 1;
      if (entry.waiting === 0 && this.busy.get(story) === entry) {
        this.busy.delete(story);
        if (!entry.givenUp) this.kept.set(story, entry);
      }
    }
  }

  /** Beside the publishes, and without them noticing: a snapshot that cannot be kept is kept the next time. */
  private keepSnapshot(story: StoryId, entry: Entry): void {
    if (!isSnapshotDue(entry.confirmed, entry.snapshotVersion)) return;
    entry.snapshotVersion = entry.confirmed.version;
    takeSnapshot(this.pool, story, entry.confirmed).catch(() => undefined);
  }

  private giveUp(story: StoryId, entry: Entry): void {
    entry.givenUp = true;
    if (this.busy.get(story) === entry) this.busy.delete(story);
    if (this.kept.peek(story) === entry) this.kept.delete(story);
  }

  /** Whether the state was the ledger's own when it was judged, so that a refusal may be given on it. */
  private async isCurrent(story: StoryId, entry: Entry, state: StoryState): Promise<boolean> {
    await entry.tail;
    if (entry.givenUp) return false;
    // An append of ours that came right after this state proves that nothing of others lay between.
    if (entry.confirmed.version > state.version) return true;
    const version = await readVersion(this.pool, story);
    // What is ahead of the state may be an append of ours that is there and has not been told yet.
    if (version > state.version && version <= entry.decided.version) await entry.tail;
    if (version === state.version || entry.confirmed.version > state.version) return true;
    this.giveUp(story, entry);
    return false;
  }

  private open(story: StoryId): Promise<Entry> | Entry {
    const known = this.busy.get(story) ?? this.kept.get(story);
    if (known !== undefined) return known;
    let reading = this.reading.get(story);
    if (reading === undefined) {
      reading = this.read(story).finally(() => this.reading.delete(story));
      this.reading.set(story, reading);
    }
    return reading;
  }

  private async read(story: StoryId): Promise<Entry> {
    const { state, snapshotVersion } = await readStoryState(this.pool, story);
    const tail = Promise.resolve();
    const entry: Entry = { confirmed: state, decided: state, waiting: 0, tail, givenUp: false, snapshotVersion };
    if (state.version > 0) this.kept.set(story, entry);
    return entry;
  }
}

type Judgement =
  | { readonly kind: 'append'; readonly state: StoryState }
  | { readonly kind: 'refuse'; readonly refusal: Result<never> }
  | { readonly kind: 'seen' };
