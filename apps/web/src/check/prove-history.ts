import { eventId, position, storyId, version } from '#events';
import type { ShownEvent } from '#events';
import type { Checkpoint, Leaf } from '#merkle';
import { AuditFault, pushProof, ShownTree } from '#proof';
import type { EventLine, Proof } from '#proof';
import { foldHistory, UnprojectableError } from '#views';
import type { History } from '#views';
import { ask } from './ask.js';

export interface ProvenHistory {
  readonly history: History;
  /** How many events of the story the proof shows. */
  readonly shown: number;
}

export interface ProofWish {
  readonly site: string;
  readonly story: string;
  readonly onProgress: (done: number) => void;
}

/**
 * The history of a story, folded here out of the events that a checkpoint vouches for: each is what was committed to, they
 * follow each other, and lead to the root. Throws an AuditFault, or Unanswered.
 */
export async function proveHistory(
  { site, story, onProgress }: ProofWish,
  checkpoint: Checkpoint,
): Promise<ProvenHistory> {
  const tree = new ShownTree();
  const events: ShownEvent[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const answer: Response = await ask(site, `stories/${story}?after=${after}&size=${checkpoint.size}`);
    const page = (await answer.json()) as Proof & { readonly next?: number };
    for (const [at, leaf] of pushProof(tree, page).entries()) {
      if (leaf.story !== story)
        throw new AuditFault({ what: 'event', detail: `An event of ${leaf.story} was told as one of ${story}.` });
      events.push(eventOf(leaf, page.events[at] as EventLine));
    }
    onProgress(events.length);
    // A server that never comes to an end would be asked for ever.
    if (page.next !== undefined && (page.next !== events.length || page.next <= after)) {
      throw new AuditFault({ what: 'bundle', detail: `The proof of ${story} does not go on where it ended.` });
    }
    after = page.next;
  }
  tree.requireRoot(checkpoint);
  if (events.length === 0) throw new AuditFault({ what: 'bundle', detail: `The proof shows no event of ${story}.` });
  return { history: await foldAsFar(story, events), shown: events.length };
}

/** A story that is parked is folded up to where it is. */
async function foldAsFar(story: string, events: readonly ShownEvent[]): Promise<History> {
  try {
    return await foldHistory(story, events);
  } catch (error) {
    if (!(error instanceof UnprojectableError)) throw error;
    const { commit } = error.event;
    return foldHistory(
      story,
      events.filter((event) => event.commit < commit),
    );
  }
}

function eventOf(leaf: Leaf, { actor, data }: EventLine): ShownEvent {
  return {
    ...leaf,
    position: position(leaf.position),
    commit: position(leaf.commit),
    version: version(leaf.version),
    story: storyId(leaf.story),
    id: eventId(leaf.id),
    ...(actor === undefined ? {} : { actor }),
    data,
  };
}
