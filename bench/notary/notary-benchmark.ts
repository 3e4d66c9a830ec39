import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeKeyFile, notarySchema, readTreeSize } from '#apps/notary';
import { ledgerSchema, readHead } from '#ledger';
import { migrate, openPool, schemaName } from '#postgres';
import type { Benchmark, Sample } from '../benchmark.js';
import { openStories, PublishLoad } from '../publish/publish-load.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { measureProofs } from './measure-proofs.js';

const prefix = 'newsledger';
const names = {
  without: 'publishing, without a notary',
  behind: 'the notary, over what came meanwhile',
  beside: 'publishing, with the notary',
} as const;

export const notaryBenchmark: Benchmark = {
  about: 'publishing with and without the notary beside it, how fast it catches up, and proofs at 1,000,000 leaves',
  seconds: 5,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const url = await createDatabase(postgres, 'newsledger');
    const { key } = await prepareDatabase(url);
    await migrate({ url, prefix }, notarySchema);
    const keyFile = join(stage.folder, 'notary.key');
    await makeKeyFile(keyFile);
    const pools = [ledgerSchema, notarySchema].map((definition) =>
      openPool({ url, schema: schemaName(prefix, definition), applicationName: 'bench', max: 2 }),
    );
    const [ledger, tree] = pools;
    if (ledger === undefined || tree === undefined) throw new Error('two pools were opened');
    stage.onClose(() => Promise.all(pools.map((pool) => pool.end())));

    const publisher = await runService(stage, 'publisher', url);
    const place = { url: publisher.url, headers: { authorization: `Bearer ${key}` } };
    await openStories(place);
    const load = new PublishLoad(new ReadyEstimates());
    const startNotary = () => runService(stage, 'notary', url, [], { NEWSLEDGER_NOTARY_KEY: keyFile });
    const catchUp = async () => {
      const head = await readHead(ledger);
      while ((await readTreeSize(tree, 1)) < head) await delay(5);
    };
    const arms = [
      { name: names.without, run: (seconds: number) => load.run(place, seconds) },
      {
        name: names.behind,
        run: async (): Promise<Sample> => {
          const [from, head] = [await readTreeSize(tree, 1), await readHead(ledger)];
          const notary = await startNotary();
          const begun = performance.now();
          await catchUp();
          const seconds = (performance.now() - begun) / 1_000;
          await notary.stop();
          const each = (seconds * 1_000) / (head - from);
          return { seconds, latencies: Array.from({ length: head - from }, () => each) };
        },
      },
      {
        name: names.beside,
        run: async (seconds: number): Promise<Sample> => {
          const notary = await startNotary();
          await catchUp();
          const sample = await load.run(place, seconds);
          await notary.stop();
          return sample;
        },
      },
    ];
    return {
      arms,
      targets: [
        { label: 'with / without the notary', measure: 'rate', ours: names.beside, peer: names.without, target: 0.9 },
        { label: 'catching up / publishing', measure: 'rate', ours: names.behind, peer: names.without, target: 2 },
      ],
      measureMore: () => measureProofs(ledger, tree, startNotary),
    };
  },
};
