import { setTimeout as delay } from 'node:timers/promises';
import {
  closed,
  corrected,
  issued,
  linked,
  opened,
  positioned,
  raised,
  reopened,
  reported,
  retracted,
  revised,
  stated,
  summarised,
  titled,
} from '../parts/events.js';
import { publish } from '../parts/publish.js';
import type { Random } from './random.js';

/** What one request sent, and what became of it as far as its writer knows. */
export interface Attempt {
  readonly story: string;
  readonly ids: readonly string[];
  /** Undefined where no answer came, or the answer was no 201. */
  readonly acknowledged: { readonly position: number; readonly version: number } | undefined;
}

export interface Writing {
  readonly attempts: readonly Attempt[];
  /** Answers that were no 201, by code; nothing but unavailability is expected. */
  readonly refusals: Readonly<Record<string, number>>;
}

interface Target {
  readonly url: string;
  readonly key: string;
}

const requestMs = 15_000;

/** Opens the stories, then publishes with many writers at once until told to stop. */
export async function writeUntil(
  target: Target,
  plan: {
    readonly stories: number;
    readonly writers: number;
    readonly random: Random;
    readonly stop: AbortSignal;
    readonly onOpened?: () => void;
  },
): Promise<Writing> {
  const attempts: Attempt[] = [];
  const refusals: Record<string, number> = {};
  const names = Array.from({ length: plan.stories }, (_, at) => `story-${at}`);
  const record = async (story: string, events: readonly { readonly id: string }[]) => {
    const ids = events.map(({ id }) => id);
    try {
      const { status, body } = await publish({ ...target, story, events, signal: AbortSignal.timeout(requestMs) });
      const acknowledged = status === 201 ? { position: body.position, version: body.version } : undefined;
      attempts.push({ story, ids, acknowledged });
      if (acknowledged !== undefined) return true;
      const code = body.code ?? String(status);
      refusals[code] = (refusals[code] ?? 0) + 1;
    } catch {
      attempts.push({ story, ids, acknowledged: undefined });
    }
    // The publisher or its database is away: the next try need not come at once.
    await delay(20);
    return false;
  };
  for (let at = 0; at < names.length; at += plan.writers) {
    await Promise.all(
      names.slice(at, at + plan.writers).map((story) => record(story, [opened('open') as { id: string }])),
    );
  }
  plan.onOpened?.();
  await Promise.all(
    Array.from({ length: plan.writers }, async (_, writer) => {
      for (let turn = 0; !plan.stop.aborted; turn += 1) {
        await record(plan.random.pick(names), batchOf(`w${writer}-${turn}`, plan.random));
      }
    }),
  );
  return { attempts, refusals };
}

/** Batches that revise, correct and retract facts of their own, so that a batch that is seen by half shows in the views. */
export function batchOf(name: string, random: Random): { id: string }[] {
  const figure = issued(`${name}-a`, random.below(1_000_000));
  const batches = [
    () => [stated(`${name}-a`, 'Units were seen – “near” Ukraine ✓')],
    () => [figure],
    () => [figure, revised(`${name}-b`, `${name}-a`, random.below(1_000_000))],
    () => [stated(`${name}-a`), corrected(`${name}-b`, `${name}-a`, { proposition: 'Units were seen elsewhere' })],
    () => [
      figure,
      revised(`${name}-b`, `${name}-a`),
      corrected(`${name}-c`, `${name}-b`, { scope: 'combat troops', quantity: { approx: null } }),
    ],
    () => [figure, revised(`${name}-b`, `${name}-a`), retracted(`${name}-c`, `${name}-b`)],
    () => [
      raised(`${name}-a`),
      positioned(`${name}-b`, `${name}-a`, random.pick(['ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'])),
      retracted(`${name}-c`, `${name}-b`),
    ],
    () => [reported(`${name}-a`), linked(`${name}-b`, 'story-0')],
    () => [titled(`${name}-a`, `Title ${name}`), corrected(`${name}-b`, `${name}-a`, { title: `Title of ${name}` })],
    () => [figure, summarised(`${name}-b`, `${name}-a`)],
    // Both or none: no other writer finds the story closed.
    () => [closed(`${name}-a`), reopened(`${name}-b`)],
  ];
  return random.pick(batches)() as { id: string }[];
}
