import type pg from 'pg';
import { NotaryFault } from '#apps/notary';
import type { TopicRecord } from '#bus';
import { StoppingError } from '#errors';
import { commitmentOf } from '#events';
import type { StoredEvent } from '#events';
import { readSpan } from '#ledger';
import type { CommittedEvent, LastPublished } from '#ledger';
import { differingFields } from '../differing-fields.js';
import type { LeafChain } from './leaf-chain.js';
import type { Fork, Stretch, TopicFindings } from './plan.js';

export interface TopicPlace {
  readonly ledger: pg.Pool;
  /** Where the ledger ends. */
  readonly head: number;
  /** Of the whole ledger; grows by what can be taken. */
  readonly chain: LeafChain;
  /** Told what the ledger can be completed with, in whole commits. */
  readonly onTaken: (events: readonly CommittedEvent[]) => Promise<void>;
}

/** Reads the topic beside the ledger: what both have is compared, field by field, and what comes behind is checked. */
export class TopicReading {
  private reached = 0;
  private last: LastPublished | undefined;
  private fork: Fork | undefined;
  private leftOffset = 0;
  private takeOffset = 0;
  private taken: number;
  private held: readonly TopicRecord[] = [];
  private same = 0;
  private differing = 0;

  constructor(private readonly place: TopicPlace) {
    this.taken = place.head;
  }

  /** How many positions ledger and topic have alike. */
  get common(): number {
    return this.same;
  }

  async add(records: readonly TopicRecord[]): Promise<void> {
    const next: TopicRecord[] = [];
    for (const record of records) {
      const { event, epoch, offset } = record;
      if (this.last !== undefined && epoch !== this.last.epoch) {
        throw new StoppingError(
          `The record at offset ${offset} is of history ${epoch}, and those before are of ${this.last.epoch}: the topic is not ours alone.`,
        );
      }
      // The topic goes back only to repeat.
      if (event.position <= this.reached) continue;
      this.requireNext(record);
      this.reached = event.position;
      const { position, story, id, salt } = event;
      this.last = { epoch, event: { position, story, id, salt } };
      next.push(record);
    }
    const { head } = this.place;
    await this.compare(next.filter(({ event }) => event.position <= head));
    await this.take(next.filter(({ event }) => event.position > head));
  }

  /** What was found, once all of it was read. */
  end(): TopicFindings {
    const [first] = this.held;
    if (this.fork === undefined && first !== undefined) {
      const { position, commit } = first.event;
      this.setFork({ reason: 'partial', position, commit }, first.offset);
    }
    const { fork, taken, reached, differing } = this;
    const { head } = this.place;
    const take: Stretch | undefined =
      taken === head ? undefined : { from: head + 1, to: taken, offset: this.takeOffset };
    const isDiffering = fork?.reason === 'differs';
    return {
      position: reached,
      last: this.last,
      take,
      fork: isDiffering ? { ...fork, differing, compared: Math.min(reached, head) - fork.position + 1 } : fork,
      left: fork === undefined ? undefined : { from: fork.position, to: reached, offset: this.leftOffset },
    };
  }

  private requireNext({ event, offset }: TopicRecord): void {
    const needed = Math.max(this.reached, this.place.head) + 1;
    // What the topic lacks of what the ledger has is of no matter here.
    if (event.position <= needed) return;
    this.setFork({ reason: 'missing', position: event.position, from: needed }, offset);
  }

  private setFork(fork: Fork, offset: number): void {
    if (this.fork !== undefined) return;
    this.fork = fork;
    this.leftOffset = offset;
  }

  private async compare(records: readonly TopicRecord[]): Promise<void> {
    const [first, last] = [records[0], records.at(-1)];
    if (first === undefined || last === undefined) return;
    const { ledger } = this.place;
    const events = await readSpan(ledger, first.event.position - 1, last.event.position);
    const kept = new Map(events.map((event): [number, StoredEvent] => [event.position, event]));
    for (const { event, offset } of records) {
      const ours = kept.get(event.position);
      if (ours === undefined) throw new StoppingError(`The ledger lacks position ${event.position}.`);
      const fields = differingFields(ours, event);
      if (fields.length === 0) {
        this.same += 1;
        continue;
      }
      this.differing += 1;
      const { position } = event;
      const names = { ledger: nameOf(ours), topic: nameOf(event) };
      this.setFork({ reason: 'differs', position, fields, ...names, differing: 0, compared: 0 }, offset);
    }
  }

  private async take(records: readonly TopicRecord[]): Promise<void> {
    if (this.fork !== undefined) return;
    const all = [...this.held, ...records];
    const end = all.findLastIndex(({ event }) => event.position === event.commit) + 1;
    const whole = all.slice(0, end);
    this.held = all.slice(end);
    const [first] = whole;
    if (first === undefined) return;
    if (this.taken === this.place.head) this.takeOffset = first.offset;
    const taken = this.check(whole);
    await this.place.onTaken(taken);
    this.taken = taken.at(-1)?.position ?? this.taken;
  }

  /** What of whole commits follows from what was before. */
  private check(records: readonly TopicRecord[]): readonly CommittedEvent[] {
    const taken: CommittedEvent[] = [];
    for (let at = 0; at < records.length;) {
      const first = records[at];
      if (first === undefined) break;
      const end = records.findIndex(({ event }, place) => place >= at && event.position === event.commit) + 1;
      const commit = records.slice(at, end);
      try {
        const events = commit.map(({ event }) => committed(event, first.event));
        this.place.chain.add(events);
        taken.push(...events);
      } catch (error) {
        if (!(error instanceof NotaryFault)) throw error;
        this.setFork({ reason: 'unsound', position: first.event.position, detail: error.message }, first.offset);
        break;
      }
      at = end;
    }
    return taken;
  }
}

const nameOf = ({ story, id, recordedAt }: StoredEvent) => ({ story, id, recordedAt });

const saltForm = /^[0-9a-f]{32}$/;

/** The commitment is computed anew. Throws a NotaryFault where the event is not of the publish of the first. */
export function committed(event: StoredEvent, first: StoredEvent): CommittedEvent {
  if (event.commit !== first.commit || event.story !== first.story) {
    throw new NotaryFault(
      `Position ${event.position} is of another publish than ${first.position}, which it stands in.`,
    );
  }
  if (!saltForm.test(event.salt)) throw new NotaryFault(`Position ${event.position} has no salt of 16 bytes.`);
  return { ...event, commitment: commitmentOf(Buffer.from(event.salt, 'hex'), event.actor, event.data) };
}
