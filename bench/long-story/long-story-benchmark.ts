import type { Arm, Benchmark, Finding } from '../benchmark.js';
import { driveClosedLoop } from '../measure/drive-closed-loop.js';
import { KeepAliveClient } from '../measure/keep-alive-client.js';
import { median } from '../measure/order-statistics.js';
import { bodyOf, publish } from '../publish/publish-load.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import type { Server } from '../stage/run-server.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';

const long = 10_000;
const short = 10;
const batchSize = 500;
const starts = 5;
const mostMs = 50;

const names = { long: 'a story of 10,000 events', short: 'a story of ten' } as const;

export const longStoryBenchmark: Benchmark = {
  about: 'publishing single events to a story of 10,000, one at a time, and the first of them after a start',
  seconds: 3,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const url = await createDatabase(postgres, 'newsledger');
    const { key } = await prepareDatabase(url);
    const estimates = new ReadyEstimates();
    const connect = ({ url: at }: Server) => KeepAliveClient.connect(at, { authorization: `Bearer ${key}` });
    const publishOne = async (client: KeepAliveClient, story: string) => {
      await publish(client, story, bodyOf(estimates.take()));
    };
    const client = await connect(await runService(stage, 'publisher', url));
    stage.onClose(() => {
      client.close();
      return Promise.resolve();
    });
    for (const [story, events] of [
      ['long', long],
      ['untouched', long],
      ['short', short],
    ] as const) {
      await openStory(client, story, events, estimates);
    }
    const arm = (name: string, story: string): Arm => ({
      name,
      run: (seconds) => driveClosedLoop(1, seconds, () => publishOne(client, story)),
    });
    return {
      arms: [arm(names.long, 'long'), arm(names.short, 'short')],
      targets: [{ label: 'long / short', measure: 'p50', ours: names.long, peer: names.short, target: 1.2 }],
      measureMore: async () => {
        const firsts: number[] = [];
        for (let start = 0; start < starts; start += 1) {
          const fresh = await connect(await runService(stage, 'publisher', url));
          // A process that has just started is slow at everything: that is not the story's doing.
          await openStory(fresh, `warm-${start}`, short, estimates);
          for (let turn = 0; turn < 50; turn += 1) await publishOne(fresh, `warm-${start}`);
          const began = performance.now();
          await publishOne(fresh, 'untouched');
          firsts.push(performance.now() - began);
          fresh.close();
        }
        return [firstPublish(firsts)];
      },
    };
  },
};

function firstPublish(ms: readonly number[]): Finding {
  return {
    label: 'the first publish to one of 10,000 after a start',
    unit: 'ms',
    value: median(ms),
    least: Math.min(...ms),
    most: Math.max(...ms),
    target: mostMs,
    wants: 'at most',
  };
}

async function openStory(client: KeepAliveClient, story: string, events: number, estimates: ReadyEstimates) {
  const first = [
    { id: 'story', type: 'StoryOpened', data: { title: 'North Korean troops in Russia', language: 'en' } },
    { id: 'article', type: 'SourceFiled', data: { title: 'News report on North Korean troops in Russia' } },
  ];
  await publish(client, story, JSON.stringify({ events: first }));
  for (let count = first.length; count < events; count += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, events - count) }, () => {
      const { id, type, data } = estimates.take();
      return { id, type, data };
    });
    await publish(client, story, JSON.stringify({ events: batch }));
  }
}
