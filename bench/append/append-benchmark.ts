import type { Arm, Benchmark } from '../benchmark.js';
import { driveClosedLoop } from '../measure/drive-closed-loop.js';
import { createDatabase, openPostgres } from '../stage/open-postgres.js';
import { ReadyEstimates } from '../stage/ready-estimates.js';
import { appendWithCopy } from './append-with-copy.js';
import { appendWithEmmett } from './append-with-emmett.js';
import { appendWithInsert } from './append-with-insert.js';
import { appendWithNewsledger } from './append-with-newsledger.js';
import type { Append } from './append-with-newsledger.js';
import { OneStory, StoryTurns } from './story-turns.js';

const many = 64;
const storiesOfEach = 16;
/** For those that commit each event by itself. Of 8, 16, 32 and 64 connections, this served both of them best. */
const connections = 16;

const names = {
  ours: `ours, ${many} writers`,
  copy: `COPY in batches, ${many} writers`,
  insert: `INSERT each, ${many} writers`,
  emmett: `Emmett, ${many} writers`,
  oneStory: `ours, ${many} writers to one story`,
  alone: 'ours, one writer',
  insertAlone: 'INSERT each, one writer',
} as const;

export const appendBenchmark: Benchmark = {
  about: 'appends of single events to the record, durable when answered',
  seconds: 3,
  open: async (stage) => {
    const postgres = await openPostgres(stage);
    const url = await createDatabase(postgres, 'bench');
    const emmettUrl = await createDatabase(postgres, 'emmett');
    const estimates = new ReadyEstimates();
    const turns = () => new StoryTurns(many, storiesOfEach);
    const aloneTurns = () => new StoryTurns(1, many * storiesOfEach);
    const ours = await appendWithNewsledger(stage, url, 'many', estimates, turns());
    const oneStory = await appendWithNewsledger(stage, url, 'one', estimates, new OneStory());
    const alone = await appendWithNewsledger(stage, url, 'alone', estimates, aloneTurns());
    const copy = await appendWithCopy(stage, url, 'copy', estimates, turns());
    const insert = await appendWithInsert(stage, url, 'inserted', estimates, turns(), connections);
    const insertAlone = await appendWithInsert(stage, url, 'inserted_alone', estimates, aloneTurns(), 1);
    const emmett = await appendWithEmmett(stage, emmettUrl, estimates, turns(), connections);
    const arm = (name: string, writers: number, append: Append): Arm => ({
      name,
      run: (seconds) => driveClosedLoop(writers, seconds, append),
    });
    return {
      arms: [
        arm(names.ours, many, ours),
        arm(names.copy, many, copy),
        arm(names.insert, many, insert),
        arm(names.emmett, many, emmett),
        arm(names.oneStory, many, oneStory),
        arm(names.alone, 1, alone),
        arm(names.insertAlone, 1, insertAlone),
      ],
      targets: [
        { label: 'ours / COPY', measure: 'rate', ours: names.ours, peer: names.copy, target: 0.8 },
        { label: 'ours / Emmett', measure: 'rate', ours: names.ours, peer: names.emmett, target: 8 },
        { label: 'one story / many stories', measure: 'rate', ours: names.oneStory, peer: names.ours, target: 0.5 },
        {
          label: 'one writer: ours / INSERT',
          measure: 'rate',
          ours: names.alone,
          peer: names.insertAlone,
          target: 0.9,
        },
      ],
    };
  },
};
