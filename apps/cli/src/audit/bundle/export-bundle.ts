import type pg from 'pg';
import { leafOf, originOf, PreviousLeaves, readKnownKeys, readNodes } from '#apps/notary';
import type { KeptCheckpoint } from '#apps/notary';
import { eventSchema, eventVersions } from '#events';
import type { CommittedEvent, Epoch } from '#ledger';
import { consistencyProof, consistencySpans, coverOf, JoinedTree, leafHash, placesOf } from '#merkle';
import { AuditFault } from '#proof';
import type { EventLine, HashLine } from '#proof';
import type { RememberedCheckpoint } from '../memory.js';
import { bundleFormat, files, readme } from './bundle-format.js';
import type { BundleFile, BundleScope, ConsistencyLine, KeysFile, Manifest } from './bundle-format.js';
import { BundleFolder } from './bundle-folder.js';
import type { BundleWriter } from './bundle-folder.js';
import { pagesOf } from './pages-of.js';

export interface ExportPlace {
  readonly ledger: pg.Pool;
  readonly tree: pg.Pool;
  readonly ledgerName: string;
  readonly epoch: Epoch;
  /** That the bundle is under. */
  readonly checkpoint: KeptCheckpoint;
}

export interface ExportWish {
  readonly scope: BundleScope;
  /** Checkpoints that a proof is asked for from. */
  readonly against: readonly RememberedCheckpoint[];
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Writes a bundle into a folder that is not there yet. Throws an AuditFault where the ledger is not what was signed. */
export async function exportBundle(place: ExportPlace, wish: ExportWish, path: string): Promise<Manifest> {
  const folder = await BundleFolder.make(path);
  try {
    const { checkpoint, epoch, ledgerName } = place;
    const { scope } = wish;
    const written: BundleFile[] = [
      await folder.put(files.readme, readme),
      await folder.put(files.checkpoint, checkpoint.note),
      await folder.put(files.keys, `${JSON.stringify(await keysOf(place), undefined, 2)}\n`),
    ];
    const [events, hashes] = [await folder.open(files.events), await folder.open(files.hashes)];
    const { count, types } = await writeEvents(place, wish, { events, hashes });
    written.push(await events.close(), await hashes.close());
    const proofs = await proofsOf(place, wish.against);
    if (proofs.length > 0) written.push(await folder.put(files.consistency, linesOf(proofs)));
    for (const one of eventVersions) {
      const name = `${files.schemas}/${one.type}.v${one.version}.json`;
      if (!types.has(`${one.type}.v${one.version}`)) continue;
      written.push(await folder.put(name, `${JSON.stringify(eventSchema(one), undefined, 2)}\n`));
    }
    const head = { format: bundleFormat, ledger: ledgerName, epoch: epoch.id, size: checkpoint.size } as const;
    const exportedAt = new Date().toISOString();
    const manifest: Manifest = { ...head, holds: scope, events: count, exportedAt, files: written };
    await folder.put(files.manifest, `${JSON.stringify(manifest, undefined, 2)}\n`);
    await folder.keep();
    return manifest;
  } catch (error) {
    await folder.drop();
    throw error;
  }
}

/** Writes the events in the order of their positions, and the hashes of what lies between them. */
async function writeEvents(
  { ledger, tree: nodes, epoch, checkpoint }: ExportPlace,
  { scope, onProgress, signal }: ExportWish,
  { events, hashes }: { readonly events: BundleWriter; readonly hashes: BundleWriter },
): Promise<{ readonly count: number; readonly types: ReadonlySet<string> }> {
  const tree = new JoinedTree();
  const previous = new PreviousLeaves(ledger, nodes, epoch.number);
  const types = new Set<string>();
  let count = 0;
  const hide = async (end: number, source: Awaited<ReturnType<typeof readNodes>>) => {
    for (const node of coverOf({ begin: tree.size, end })) {
      const line: HashLine = {
        position: tree.size + 1,
        leaves: 2 ** node.level,
        hash: source(node).toString('base64'),
      };
      tree.push({ leaves: line.leaves, hash: source(node) });
      await hashes.write(`${JSON.stringify(line)}\n`);
    }
  };
  for await (const page of pagesOf(ledger, scope, checkpoint.size)) {
    signal?.throwIfAborted();
    const find = await previous.before(page);
    const source = await readNodes(nodes, epoch.number, placesAround(page, tree.size));
    for (const event of page) {
      const leaf = leafOf(event, find(event));
      const hash = leafHash(leaf);
      requireSigned(event, hash, source({ level: 0, index: event.position - 1 }));
      previous.note(event, hash);
      await hide(event.position - 1, source);
      tree.push({ leaves: 1, hash });
      await events.write(`${JSON.stringify(lineOf(event, leaf))}\n`);
      types.add(`${event.type}.v${event.schemaVersion}`);
    }
    count += page.length;
    onProgress(count);
  }
  const rest = { begin: tree.size, end: checkpoint.size };
  await hide(rest.end, await readNodes(nodes, epoch.number, coverOf(rest)));
  const root = tree.root();
  if (root.equals(checkpoint.root)) return { count, types };
  throw new AuditFault({
    what: 'interval',
    between: [0, checkpoint.size],
    expected: checkpoint.root.toString('base64'),
    found: root.toString('base64'),
    detail: 'What is kept has not the root that was signed: "newsledger verify" tells what differs.',
  });
}

/** The leaves of a page, and what covers the gaps before each. */
function placesAround(page: readonly CommittedEvent[], from: number) {
  let begin = from;
  return page.flatMap(({ position }) => {
    const gap = coverOf({ begin, end: position - 1 });
    begin = position;
    return [...gap, { level: 0, index: position - 1 }];
  });
}

function lineOf({ salt, actor, data }: CommittedEvent, leaf: Buffer): EventLine {
  return { leaf: leaf.toString('utf8', 1), salt, ...(actor === undefined ? {} : { actor }), data };
}

function requireSigned({ position, story }: CommittedEvent, hash: Buffer, signed: Buffer): void {
  if (hash.equals(signed)) return;
  const [expected, found] = [signed.toString('hex'), hash.toString('hex')];
  const detail = `Position ${position} has the leaf hash ${found} now, and ${expected} in the tree.`;
  throw new AuditFault({ what: 'event', position, story, expected, found, detail });
}

async function keysOf({ tree }: ExportPlace): Promise<KeysFile> {
  const known = await readKnownKeys(tree);
  return {
    keys: known.map(({ verifierKey, endorsement }) => ({
      verifierKey,
      ...(endorsement === null ? {} : { endorsement }),
    })),
  };
}

async function proofsOf(
  { tree, epoch, ledgerName, checkpoint: { size } }: ExportPlace,
  against: readonly RememberedCheckpoint[],
): Promise<ConsistencyLine[]> {
  const origin = originOf(ledgerName, epoch);
  const earlier = against.filter((one) => one.origin === origin && one.size < size);
  const source = await readNodes(
    tree,
    epoch.number,
    placesOf(earlier.flatMap((one) => consistencySpans(one.size, size))),
  );
  return earlier.map((one) => ({
    from: one.size,
    fromRootHash: one.root.toString('base64'),
    hashes: consistencyProof(one.size, size, source).map((hash) => hash.toString('base64')),
  }));
}

const linesOf = (lines: readonly object[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
