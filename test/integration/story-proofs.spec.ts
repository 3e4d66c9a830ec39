import { openCheckpoint } from '#merkle';
import type { Checkpoint, Leaf } from '#merkle';
import { pushProof, ShownTree } from '#proof';
import type { Proof } from '#proof';
import { opened, titled } from '../parts/events.js';
import { readVerifiers, startNotaryHouse, untilSigned } from '../parts/notary-house.js';
import type { NotaryHouse } from '../parts/notary-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';

interface ProofPage extends Proof {
  readonly epoch: string;
  readonly size: number;
  readonly next?: number;
  readonly code?: string;
}

describe('the proof of a story', () => {
  let house: NotaryHouse;
  let notary: RunningService;
  let checkpoint: Checkpoint;

  beforeAll(async () => {
    house = await startNotaryHouse(testPostgres());
    notary = await house.startNotary();
    const titles = (count: number, name: string) =>
      Array.from({ length: count }, (_one, at) => titled(`${name}-${at}`, `${name} ${at}`));
    await house.record('first', opened('o'));
    await house.record('short', opened('o'));
    await house.record('long', opened('o'), ...titles(150, 'a'));
    await house.record('first', ...titles(3, 'b'));
    await house.record('long', ...titles(300, 'c'));
    checkpoint = await untilSigned(notary, await house.record('last', opened('o')));
  }, 60_000);

  afterAll(() => house.stop());

  async function ask(story: string, query: string): Promise<{ status: number; body: ProofPage }> {
    const response = await fetch(`${notary.url}/v1/audit/stories/${story}?${query}`);
    return { status: response.status, body: (await response.json()) as ProofPage };
  }

  /** All pages of a proof, put together. */
  async function prove(story: string, size: number): Promise<{ tree: ShownTree; leaves: Leaf[]; pages: number }> {
    const tree = new ShownTree();
    const leaves: Leaf[] = [];
    let pages = 0;
    for (let after: number | undefined = 0; after !== undefined; pages += 1) {
      const { status, body }: Awaited<ReturnType<typeof ask>> = await ask(story, `after=${after}&size=${size}`);
      expect(status).toBe(200);
      leaves.push(...pushProof(tree, body));
      after = body.next;
    }
    return { tree, leaves, pages };
  }

  test.each([
    ['first', 4, 1],
    ['short', 1, 1],
    ['long', 451, 3],
    ['last', 1, 1],
  ])('of %s holds its %i events, and leads to the root that was signed', async (story, count, pages) => {
    const proof = await prove(story, checkpoint.size);
    proof.tree.requireRoot(checkpoint);
    expect(proof.pages).toBe(pages);
    expect(proof.leaves.map(({ version }) => version)).toEqual(Array.from({ length: count }, (_one, at) => at + 1));
    expect(new Set(proof.leaves.map((leaf) => leaf.story))).toEqual(new Set([story]));
  });

  test('leads to the root of every checkpoint that is kept', async () => {
    const { rows } = await house.tables.query<{ size: number; note: string }>(`select size, note from checkpoint`);
    const verifiers = await readVerifiers(notary);
    for (const { size, note } of rows) {
      const { tree } = await prove('first', size);
      tree.requireRoot(openCheckpoint(note, verifiers)!);
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  test('ends at the tree that is asked for, whatever came behind it', async () => {
    for (let size = 2; size <= 12; size += 1) {
      const { tree, leaves } = await prove('long', size).catch(() => ({ tree: undefined, leaves: [] }));
      expect([size, tree?.size, leaves.length]).toEqual(size < 3 ? [size, undefined, 0] : [size, size, size - 2]);
    }
  });

  test('of what is not there, or not signed, is refused', async () => {
    const refused = async (story: string, query: string) => {
      const { status, body } = await ask(story, query);
      return [status, body.code];
    };
    expect(await refused('no-such-story', '')).toEqual([404, 'story-unknown']);
    expect(await refused('first', 'after=9')).toEqual([404, 'story-unknown']);
    expect(await refused('last', `size=${checkpoint.size - 1}`)).toEqual([404, 'story-unknown']);
    expect(await refused('first', `size=${checkpoint.size + 1}`)).toEqual([503, 'position-not-signed']);
    expect(await refused('first', 'after=-1')).toEqual([400, 'invalid-query']);
    expect(await refused('first', 'epoch=another')).toEqual([409, 'epoch-differs']);
  });

  test('is refused where the ledger is not what was signed any more', async () => {
    await house.tamper(
      `update newsledger_ledger.payload set data = '{"language":"en","title":"Forged"}' where position = 2`,
    );
    expect((await ask('short', '')).body.code).toBe('leaf-differs');
    expect((await ask('first', '')).status).toBe(200);
  });
});
