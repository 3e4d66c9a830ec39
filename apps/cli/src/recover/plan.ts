import type { Epoch, LastPublished } from '#ledger';

/** Why what stands on the topic cannot be part of the ledger, from a position on. */
export type Fork =
  /** The ledger has another event there. `differing` of the `compared` positions from there on are not the same. */
  | {
      readonly reason: 'differs';
      readonly position: number;
      readonly fields: readonly string[];
      readonly ledger: EventName;
      readonly topic: EventName;
      readonly differing: number;
      readonly compared: number;
    }
  /** Neither of the two has what comes before. */
  | { readonly reason: 'missing'; readonly position: number; readonly from: number }
  /** The publish that it is of is not whole. */
  | { readonly reason: 'partial'; readonly position: number; readonly commit: number }
  /** It contradicts what comes before it. */
  | { readonly reason: 'unsound'; readonly position: number; readonly detail: string }
  /** With it the record would not be what was signed. */
  | { readonly reason: 'unsigned'; readonly position: number }
  /** It is of a history that the ledger has left behind. */
  | { readonly reason: 'older-epoch'; readonly position: number };

export interface EventName {
  readonly story: string;
  readonly id: string;
  readonly recordedAt: string;
}

/** Events of the topic, and where they begin there. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

export interface TopicFindings {
  /** The last position; 0 where there is none. */
  readonly position: number;
  readonly last: LastPublished | undefined;
  /** What the ledger can be completed with. */
  readonly take: Stretch | undefined;
  readonly fork: Fork | undefined;
  /** From the fork on. */
  readonly left: Stretch | undefined;
}

/** What is said by a signed checkpoint of what ledger and topic hold together. */
export interface Check {
  readonly source: 'notary' | 'file';
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** Where it is known. */
  readonly signedAt?: string;
  readonly outcome:
    | { readonly found: 'holds' }
    | { readonly found: 'differs'; readonly root: string }
    /** Less is there than was signed. */
    | { readonly found: 'beyond'; readonly end: number };
}

export interface ViewsFindings {
  readonly position: number;
  readonly epoch: string | undefined;
  /** The first position at which they are not what the ledger will be; undefined where they are. */
  readonly fork: number | undefined;
}

/** What was found, and what can be done about it. */
export interface Plan {
  readonly ledger: { readonly position: number; readonly epoch: Epoch };
  readonly topicName: string;
  readonly topic: TopicFindings;
  /** The topic is of a history that was given up: the relay makes it anew. */
  readonly isGivenUp: boolean;
  /** The history of the topic, which the ledger goes on with: it began after this copy of the ledger was made. */
  readonly takesOn: string | undefined;
  readonly checks: readonly Check[];
  readonly views: ViewsFindings;
}

/** Where the ledger ends once it is completed. */
export const endOf = ({ ledger, topic }: Plan): number => topic.take?.to ?? ledger.position;

/** The history that the ledger is of then. */
export const epochOf = ({ ledger, takesOn }: Plan): string => takesOn ?? ledger.epoch.id;

/** Readers were shown, or the notary signed, what the ledger will not hold. */
export const isViewsFork = ({ views, ...plan }: Plan): boolean =>
  views.fork !== undefined && views.epoch === epochOf({ ...plan, views });

/** Whether nothing but a new epoch leads on. */
export const needsNewEpoch = (plan: Plan): boolean =>
  plan.topic.fork !== undefined || isViewsFork(plan) || plan.checks.some(({ outcome }) => outcome.found !== 'holds');

/** Whether the views are of a history that the ledger has left behind. */
export const isViewsBehindEpoch = (plan: Plan): boolean =>
  plan.views.epoch !== undefined && plan.views.epoch !== epochOf(plan);

/** Whether all is as it should be. */
export const isNothingToDo = (plan: Plan): boolean =>
  plan.topic.take === undefined && plan.takesOn === undefined && !needsNewEpoch(plan) && !isViewsBehindEpoch(plan);
