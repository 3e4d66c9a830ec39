import { findingOf, verifyLedger } from '#apps/cli';
import type { Finding, Memory } from '#apps/cli';
import { parseCheckpoint, parseNote } from '#merkle';
import { SignedLedger } from '../parts/signed-ledger.js';
import { randomFrom } from './random.js';
import { tamperings } from './tampering-kinds.js';
import type { Reach } from './tampering-kinds.js';

export interface TamperingPlan {
  readonly tamperings: number;
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

export interface TamperingReport {
  readonly seed: number;
  readonly tamperings: number;
  /** How often each kind was tried, and to what it was located. */
  readonly located: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly cleanRuns: number;
  readonly seconds: number;
}

const stories = 5;
const checkpoints = 9;

/**
 * Tampers with a small signed ledger as a superuser, again and again, and lets `verify` judge it by the last checkpoint
 * that an auditor remembers. Throws for what is not found, or found elsewhere, and for a finding where nothing was done.
 */
export async function runTampering(postgresUrl: string, plan: TamperingPlan): Promise<TamperingReport> {
  const { seed, tell = () => undefined } = plan;
  const random = randomFrom(seed);
  const begun = Date.now();
  const house = await SignedLedger.open(postgresUrl);
  try {
    const remembered: Memory['checkpoints'][number][] = [];
    for (let number = 0; number < checkpoints; number += 1) {
      for (let publishes = 2 + random.below(6); publishes > 0; publishes -= 1) {
        const more = { ...(random.below(2) === 0 ? { actor: 'user:7' } : {}), publishedAt: '2024-10-28T21:00:00Z' };
        await house.append(`story-${random.below(stories)}`, 1 + random.below(3), random.below(2) === 0 ? more : {});
      }
      const { note } = await house.sign();
      const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
      if (checkpoint !== undefined) remembered.push({ ...checkpoint, note });
      if (number === checkpoints - 3) await house.copyTo('older');
    }
    await house.copyTo('whole');
    const last = remembered.slice(-1);
    const size = last[0]?.size ?? 0;
    const keys = [house.keys[0].verifier.text];
    const verify = (memory: Memory) => findingOf(() => verifyLedger(house, { trusted: [], memory }));
    const located: Record<string, Record<string, number>> = {};
    const kinds = Object.entries(tamperings);
    for (let number = 0; number < plan.tamperings; number += 1) {
      const [kind, tamper] = kinds[number % kinds.length] ?? random.pick(kinds);
      const reach = await tamper({ house, random, size });
      const where = judge(await verify({ checkpoints: last, keys }), reach, `${kind}, number ${number}, seed ${seed}`);
      const counted = (located[kind] ??= {});
      counted[where] = (counted[where] ?? 0) + 1;
      await house.putBack('whole');
      const some = remembered.filter(() => random.below(2) === 0);
      const alarm = await verify({ checkpoints: some, keys: random.below(2) === 0 ? keys : [] });
      if (alarm !== undefined)
        throw new Error(`a false alarm: ${JSON.stringify(alarm)}, number ${number}, seed ${seed}`);
      if ((number + 1) % 100 === 0) tell(`${number + 1} tamperings, ${number + 1} clean runs`);
    }
    const seconds = (Date.now() - begun) / 1_000;
    return { seed, tamperings: plan.tamperings, located, cleanRuns: plan.tamperings, seconds };
  } finally {
    await house.close();
  }
}

/** To what a tampering was located. */
function judge(finding: Finding | undefined, reach: Reach | undefined, which: string): string {
  const missed = (words: string) => new Error(`${words}: ${JSON.stringify({ finding, reach })}, ${which}`);
  if (finding === undefined) throw missed('not found');
  const { what, position, between } = finding;
  if (reach === undefined) {
    if (['tree', 'checkpoint', 'key', 'unsigned'].includes(what)) return what;
    throw missed('found in the events');
  }
  if (position !== undefined) {
    if (what === 'event' && position >= reach.first && position <= Math.max(reach.last, reach.first)) return 'event';
    throw missed('found elsewhere');
  }
  if (what === 'interval' && between !== undefined && between[0] < reach.first && reach.first <= between[1])
    return what;
  throw missed('not located');
}
