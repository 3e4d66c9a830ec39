import { ledgerSchema } from '#ledger';
import { migrate } from '#postgres';
import type { Benchmark } from '../benchmark.js';
import { inRepository } from '../repository.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { runServer } from '../stage/run-server.js';
import { openStories, PublishLoad } from './publish-load.js';
import type { PublishPlace } from './publish-load.js';
import { measureHouseMemory } from './whole-house-memory.js';

const names = {
  ours: 'ours, the publisher',
  first: 'Nest on Express, INSERT each',
  limit: 'the limit: bare node:http',
} as const;

const scriptOf = (name: string) => inRepository('dist', 'bench', 'publish', `${name}.js`);

export const publishBenchmark: Benchmark = {
  about: 'validated events over HTTP, durable when answered; 64 keep-alive connections, 500 stories',
  seconds: 5,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const url = await createDatabase(postgres, 'newsledger');
    const firstUrl = await createDatabase(postgres, 'first');
    const limitUrl = await createDatabase(postgres, 'limited');
    const { key } = await prepareDatabase(url);
    await migrate({ url: limitUrl, prefix: 'bench' }, ledgerSchema);

    const publisher = await runService(stage, 'publisher', url);
    const first = await runServer(stage, 'Nest on Express', scriptOf('first-server'), { DATABASE_URL: firstUrl });
    const limit = await runServer(stage, 'the limit', scriptOf('limit-server'), {
      DATABASE_URL: limitUrl,
      NEWSLEDGER_SCHEMA: 'bench',
    });
    // The same request for all, to the byte; two of them have no use for the key.
    const placeOf = ({ url: at }: { url: URL }): PublishPlace => ({
      url: at,
      headers: { authorization: `Bearer ${key}` },
    });
    await openStories(placeOf(publisher));
    await openStories(placeOf(limit));

    const load = new PublishLoad(new ReadyEstimates());
    return {
      arms: [
        { name: names.ours, run: (seconds) => load.run(placeOf(publisher), seconds) },
        { name: names.first, run: (seconds) => load.run(placeOf(first), seconds) },
        { name: names.limit, run: (seconds) => load.run(placeOf(limit), seconds) },
      ],
      targets: [
        { label: 'ours / the limit', measure: 'rate', ours: names.ours, peer: names.limit, target: 0.7 },
        { label: 'ours / Nest on Express', measure: 'rate', ours: names.ours, peer: names.first, target: 2 },
      ],
      measureMore: (seconds) =>
        measureHouseMemory(stage, publisher, placeOf(publisher), load, url, Math.max(2 * seconds, 10)),
    };
  },
};
