import { NotaryFault } from '#apps/notary';
import { StoppingError } from '#errors';
import { readCommittedStory, readVersion } from '#ledger';
import type { StoryId } from '#events';
import type { Settings } from '#process';
import { exportBundle } from '../audit/bundle/export-bundle.js';
import type { BundleScope } from '../audit/bundle/bundle-format.js';
import { withLedger } from '../audit/audit-desk.js';
import type { AuditDesk } from '../audit/audit-desk.js';
import { AuditFault } from '#proof';
import { emptyMemory, readMemory } from '../audit/memory.js';

export interface ExportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly output: string;
  /** Of checkpoints that the bundle has to lead on from. */
  readonly against?: string;
  readonly json?: boolean;
}

/** Writes a bundle of a story, a range or everything, under the last checkpoint. */
export async function exportRecord(
  settings: Settings,
  story: string | undefined,
  { from, to, output, against, json }: ExportOptions,
): Promise<void> {
  const memory = against === undefined ? emptyMemory : await readMemory(against);
  await withLedger(settings, 'export', async ({ place, line, signal }) => {
    const { checkpoint } = place;
    if (checkpoint === undefined) {
      throw new StoppingError(
        'Nothing has been signed yet: a bundle is made under a checkpoint. Is the notary running?',
      );
    }
    const signed = { ...place, checkpoint };
    const scope = story === undefined ? readScope(from, to, checkpoint.size) : ({ kind: 'story', story } as const);
    const total = await countOf(scope, place, checkpoint.size);
    const onProgress = (done: number) => line.show({ phase: 'exporting', done, total: Math.max(done, total) });
    const wish = { scope, against: memory.checkpoints, onProgress, signal };
    const { events } = await exportBundle(signed, wish, output).catch((error: unknown) => {
      if (error instanceof AuditFault || error instanceof NotaryFault) throw new StoppingError(error.message);
      throw error;
    });
    line.end();
    const told = `${events.toLocaleString('en-US')} ${events === 1 ? 'event' : 'events'} and their proof are in ${output}`;
    process.stdout.write(
      json === true
        ? `${JSON.stringify({ output, events, size: checkpoint.size, holds: scope }, undefined, 2)}\n`
        : `${told}, under the checkpoint of ${checkpoint.size}. "newsledger verify ${output}" checks it.\n`,
    );
  });
}

function readScope(from: string | undefined, to: string | undefined, size: number): BundleScope {
  if (from === undefined && to === undefined) return { kind: 'everything' };
  const [first, last] = [Number(from ?? 1), Number(to ?? size)];
  if (Math.max(first, last) > size) {
    throw new StoppingError(
      `The last checkpoint ends at position ${size}, and ${Math.max(first, last)} lies behind it.`,
    );
  }
  return { kind: 'range', from: first, to: last };
}

async function countOf(scope: BundleScope, { ledger }: AuditDesk['place'], size: number): Promise<number> {
  switch (scope.kind) {
    case 'everything':
      return size;
    case 'range':
      return scope.to - scope.from + 1;
    case 'story': {
      const [first] = await readCommittedStory(ledger, scope.story, { after: 0, to: size, most: 1 });
      if (first === undefined) {
        throw new StoppingError(`The last checkpoint, of ${size} events, has none of a story ${scope.story}.`);
      }
      return readVersion(ledger, scope.story as StoryId);
    }
  }
}
