import type { CarriedOut } from './carry-out.js';
import { recordsOf } from './keep-events.js';
import { endOf, epochOf, isNothingToDo, isViewsBehindEpoch, isViewsFork, needsNewEpoch } from './plan.js';
import type { Check, EventName, Fork, Plan, Stretch } from './plan.js';

const count = (many: number, one: string, more = `${one}s`): string =>
  `${many.toLocaleString('en-US')} ${many === 1 ? one : more}`;
const span = ({ from, to }: Pick<Stretch, 'from' | 'to'>): string =>
  from === to ? `position ${from}` : `positions ${from} to ${to}`;
const sizeOf = ({ from, to }: Stretch): number => to - from + 1;

export interface Asked {
  readonly yes: boolean;
  readonly newEpoch: boolean;
  readonly keep: string | undefined;
}

/** What was found and what would be done, a paragraph each. */
export function tellPlan(plan: Plan, asked: Asked): readonly string[] {
  return [
    tellEnds(plan),
    ...tellTake(plan),
    ...(plan.topic.fork === undefined ? [] : [tellFork(plan.topic.fork, plan)]),
    ...tellChecks(plan.checks, endOf(plan)),
    ...tellViews(plan),
    ...(asked.newEpoch ? tellNewEpoch(plan, asked) : tellNext(plan, asked)),
  ];
}

function tellEnds({ ledger, topic, topicName, isGivenUp, takesOn }: Plan): string {
  const ours = `The ledger ends at position ${ledger.position} of history ${ledger.epoch.id}`;
  if (topic.last === undefined && !isGivenUp) return `${ours}; the topic ${topicName} is empty, or not there.`;
  if (isGivenUp) {
    return `${ours}; the topic ${topicName} holds the history before it, which was given up: the relay makes the topic anew.`;
  }
  const { epoch } = topic.last ?? {};
  const same = epoch === ledger.epoch.id ? 'the same history' : `history ${String(epoch)}`;
  const named =
    takesOn === undefined
      ? ''
      : ' It holds all that the ledger does: that history began after this copy of the ledger was made, and the ledger goes on with it.';
  return `${ours}; the topic ${topicName} ends at position ${topic.position} of ${same}.${named}`;
}

function tellTake({ topic: { take } }: Plan): readonly string[] {
  if (take === undefined) return [];
  return [
    `From the topic ${count(sizeOf(take), 'event')} would be added, ${span(take)}, each with every field as it was recorded.`,
  ];
}

function tellFork(fork: Fork, { topic: { left } }: Plan): string {
  const rest = left === undefined || left.from > left.to ? '' : ` The topic alone has ${span(left)}.`;
  switch (fork.reason) {
    case 'differs': {
      const { position, fields, ledger, topic, differing, compared } = fork;
      return (
        `From position ${position} on the ledger and the topic tell different histories: there the ledger has ${nameOf(ledger)}, ` +
        `and the topic ${nameOf(topic)}; not the same: ${fields.join(', ')}. Of the ${count(compared, 'position')} from there on that ` +
        `both have, ${differing === 1 ? '1 differs' : `${differing.toLocaleString('en-US')} differ`}. Nothing is merged.`
      );
    }
    case 'missing':
      return `Neither has ${span({ from: fork.from, to: fork.position - 1 })}: what the topic has behind cannot be added.${rest}`;
    case 'partial':
      return (
        `The publish at position ${fork.position} is not whole on the topic: it ends at position ${fork.commit}. Nothing of it is ` +
        `added, but who reads the topic was told.${rest}`
      );
    case 'unsound':
      return `The topic is not sound from position ${fork.position} on: ${fork.detail}${rest}`;
    case 'unsigned':
      return `With what the topic has behind position ${fork.position - 1} the record would not be what was signed: nothing is added.${rest}`;
    case 'older-epoch':
      return `The topic holds a history that the ledger has left behind, and does not end where it was left: nothing is added.${rest}`;
  }
}

const nameOf = ({ story, id, recordedAt }: EventName): string => `${id} of ${story}, recorded ${recordedAt}`;

/** What signed checkpoints say of the record as it is, or would be. */
export function tellChecks(checks: readonly Check[], end: number): readonly string[] {
  if (checks.length === 0) {
    return [
      'No checkpoint is known of this history: the record cannot be verified here. --against FILE takes a signed one.',
    ];
  }
  return checks.map((check) => {
    const { source, size, root, signedAt, outcome } = check;
    const name = source === 'notary' ? "the notary's last checkpoint" : 'the checkpoint of the file';
    const when = signedAt === undefined ? '' : ` signed at ${signedAt}`;
    switch (outcome.found) {
      case 'holds': {
        const older =
          size === end
            ? ''
            : ` What comes behind, ${span({ from: size + 1, to: end })}, is not in it: it is older, as a copy of the notary's tables is. ` +
              'A newer one can be given with --against.';
        return `Verified against ${name}, of size ${size}${when}.${size === end ? '' : older}`;
      }
      case 'differs':
        return (
          `Not what was signed: ${name}, of size ${size}${when}, has the root ${root}, and the first ${size} events have ` +
          `${outcome.root}.`
        );
      case 'beyond':
        return (
          `Less than was signed: ${name}${when} is of ${size} events, and ledger and topic have ${outcome.end}: ` +
          `${span({ from: outcome.end + 1, to: size })} are lost here.`
        );
    }
  });
}

function tellViews(plan: Plan): readonly string[] {
  const { views } = plan;
  if (views.epoch === undefined) return [];
  if (isViewsFork(plan)) {
    return [
      `The views, at position ${views.position}, tell another history than the ledger from position ${views.fork} on: readers were ` +
        'shown it.',
    ];
  }
  if (!isViewsBehindEpoch(plan)) return [];
  return [
    `The views are of history ${views.epoch}, at position ${views.position}: they would be cut ` +
      `${views.fork === undefined ? 'nowhere' : `behind position ${views.fork - 1}`}, and be of history ${epochOf(plan)} from then on.`,
  ];
}

function tellNewEpoch({ topic: { left } }: Plan, { keep }: Asked): readonly string[] {
  const kept =
    left === undefined || left.from > left.to || keep === undefined
      ? ''
      : ` What only the topic has (${count(sizeOf(left), 'event')}) goes to ${keep}, which "newsledger import" takes, and with ` +
        `every field to ${recordsOf(keep)}.`;
  return [
    `A new epoch would begin: the ledger stays as it is, under a new history.${kept} The relay makes the topic anew from the ledger. ` +
      'For readers, positions behind the fork mean other events: epoch= of the old history is refused (409 epoch-differs), ' +
      'streams end, webhooks pause with epoch-differs until their owners say from where they go on, and who reads the topic finds a ' +
      'new ce_epoch, from position 1.',
  ];
}

function tellNext(plan: Plan, { yes }: Asked): readonly string[] {
  if (isNothingToDo(plan)) return ['Nothing is to be done.'];
  if (needsNewEpoch(plan)) {
    const left = plan.topic.left;
    const keep = left === undefined || left.from > left.to ? '' : ' --keep FILE';
    return [
      `This ledger cannot go on as the history that was published. Put the right copy of it, or the right topic, in place; or have it ` +
        `begin a new epoch with --new-epoch${keep}.`,
    ];
  }
  return yes ? [] : ['Nothing was written: --yes does it.'];
}

/** What was done. */
export function tellDone(done: CarriedOut, plan: Plan, asked: Asked): readonly string[] {
  const { added, kept, epoch, viewsCutAfter, checks } = done;
  if (added === 0 && !asked.newEpoch && viewsCutAfter === undefined && plan.takesOn === undefined) return [];
  return [
    ...(added === 0 ? [] : [`Added ${count(added, 'event')}: the ledger ends at position ${endOf(plan)}.`]),
    ...(added === 0 ? [] : tellChecks(checks, endOf(plan))),
    ...(kept === 0 || asked.keep === undefined ? [] : [`Kept ${count(kept, 'event')} in ${asked.keep}.`]),
    ...(asked.newEpoch ? [`History ${epoch} has begun.`] : []),
    ...(viewsCutAfter === undefined
      ? []
      : [`The views are of it, and end at position ${viewsCutAfter} until the projector folds on.`]),
    'Start what was stopped: the relay compares the topic with the ledger by itself.',
  ];
}
