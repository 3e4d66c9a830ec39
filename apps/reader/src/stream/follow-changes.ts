import { readSteps, readView, VersionsSeen } from '#views';
import type { ShownViews, StepsPage } from '#views';
import type { SharedReads } from '../shared-reads.js';
import type { LiveLog } from './live-log.js';
import type { LiveSteps } from './live-steps.js';
import { positionMessage, snapshotMessage, stepMessage, waitingFor } from './messages.js';
import type { Outlet } from './outlet.js';

const againMs = 1_000;

export interface ChangesDesk {
  readonly views: ShownViews;
  readonly log: LiveLog;
  readonly live: LiveSteps;
  readonly pages: SharedReads<StepsPage>;
  readonly snapshots: SharedReads<Buffer>;
}

// What is read for several is of one generation: who comes after a switch must not be given what is read from before it.

/** Sends each story's view as of a position, whole. */
export async function sendSnapshots(
  { views, snapshots }: ChangesDesk,
  outlet: Outlet,
  stories: readonly string[],
  at: number,
): Promise<void> {
  for (const story of stories) {
    if (!outlet.isOpen) return;
    const message = await snapshots.read(`${views.state} ${at} ${story}`, async () => {
      return snapshotMessage(story, at, await readView(await views.current(), story, at));
    });
    await outlet.sendPatiently([message]);
  }
  outlet.send(positionMessage(at));
}

/** Sends what each position behind one does to the views of the stories. Answers once it is live. */
export async function followChanges(
  { views, log, live, pages }: ChangesDesk,
  outlet: Outlet,
  stories: readonly string[],
  after: number,
): Promise<void> {
  const versions = new VersionsSeen();
  for (let place = after; outlet.isOpen;) {
    if (place > log.position) {
      await log.moved(againMs);
      continue;
    }
    if (await live.join({ outlet, stories, isNarrow: true, told: after }, place)) return;
    const to = live.position;
    const name = `${views.state} ${place} ${to} ${JSON.stringify(stories)}`;
    const { steps, reached } = await pages.read(name, async () => readSteps(await views.current(), stories, place, to));
    const length = versions.lengthWithoutGap(steps);
    await outlet.sendPatiently(steps.slice(0, length).map(stepMessage));
    const next = steps[length];
    place = next === undefined ? reached : (steps[length - 1]?.position ?? place);
    if (next === undefined) continue;
    outlet.send(waitingFor(next.position - 1));
    await log.moved(againMs);
  }
}
