import type pg from 'pg';
import { readCommitted, readCommittedStory } from '#ledger';
import type { CommittedEvent } from '#ledger';
import type { BundleScope } from './bundle-format.js';

/** The events of a bundle in pages, in the order of their positions, up to the size of a tree. */
export async function* pagesOf(
  ledger: pg.Pool,
  scope: BundleScope,
  size: number,
): AsyncGenerator<readonly CommittedEvent[]> {
  if (scope.kind === 'story') {
    for (let version = 0; ;) {
      const page = await readCommittedStory(ledger, scope.story, { after: version, to: size });
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      ({ version } = last);
    }
  }
  const { from, to } = scope.kind === 'range' ? scope : { from: 1, to: size };
  for (let reached = from - 1; reached < to;) {
    const page = (await readCommitted(ledger, reached)).filter(({ position }) => position <= to);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    reached = last.position;
  }
}
