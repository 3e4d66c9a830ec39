export type Step =
  | 'figure'
  | 'revision'
  | 'statement'
  | 'claim'
  | 'position'
  | 'occurrence'
  | 'source'
  | 'summary'
  | 'correction'
  | 'retraction';

/** How often each comes in a story that is told over weeks, of a hundred. */
const shares: Readonly<Record<Step, number>> = {
  figure: 20,
  revision: 20,
  statement: 17,
  claim: 5,
  position: 16,
  occurrence: 5,
  source: 5,
  summary: 2,
  correction: 7,
  retraction: 3,
};
const steps = (Object.entries(shares) as [Step, number][]).flatMap(([step, share]) =>
  new Array<Step>(share).fill(step),
);
/** Has no divisor in common with a hundred: each step comes as often as it should, far from its like. */
const stride = 37;
/** How many events are published together: mostly one, now and then all that an article holds. */
const commitSizes = [1, 1, 2, 1, 1, 4, 1, 1, 9, 1, 2, 1, 1, 3, 1, 24];

/** The step that a story takes at this point of its course. */
export function stepAt(count: number, story: number): Step {
  return steps[(count * stride + story) % steps.length] ?? 'figure';
}

export function commitSizeAt(commit: number): number {
  return commitSizes[commit % commitSizes.length] ?? 1;
}
