import type { Leaf } from '#merkle';
import { AuditFault } from './fault.js';
import { isEventLine, isHashLine } from './proof-lines.js';
import type { EventLine, HashLine } from './proof-lines.js';
import type { ShownTree } from './shown-tree.js';

/** Events and hashes that cover positions without a gap, each list in its order. */
export interface Proof {
  readonly events: readonly EventLine[];
  readonly hashes: readonly HashLine[];
}

/** Puts a part of a proof behind what the tree holds, and answers the leaves of its events. Throws an AuditFault. */
export function pushProof(tree: ShownTree, { events, hashes }: Proof): readonly Leaf[] {
  const hidden = hashes.values();
  let next = hidden.next();
  const passHidden = () => {
    for (; next.done !== true && next.value.position === tree.size + 1; next = hidden.next()) {
      if (!isHashLine(next.value)) throw unreadable('a hash');
      tree.pushHidden(next.value, 'the proof');
    }
  };
  const leaves = events.map((line) => {
    if (!isEventLine(line)) throw unreadable('an event');
    passHidden();
    return tree.pushEvent(line, 'An event of the proof');
  });
  passHidden();
  if (next.done !== true) {
    throw new AuditFault({
      what: 'bundle',
      detail: `The proof goes on with position ${next.value.position}, out of its order.`,
    });
  }
  return leaves;
}

const unreadable = (what: string) =>
  new AuditFault({ what: 'bundle', detail: `The proof holds ${what} that cannot be read.` });
