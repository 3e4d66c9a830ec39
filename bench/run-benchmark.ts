import { StoppingError } from '#errors';
import { stopSignal } from '#process';
import type { Benchmark } from './benchmark.js';
import { compare } from './measure/compare.js';
import { runRounds } from './measure/run-rounds.js';
import { loadNow, reportAsJson, reportAsText } from './report.js';
import { Stage } from './stage/stage.js';
import { tell } from './tell.js';

export interface RunOptions {
  readonly json: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly isTmpfs: boolean;
}

/** One run from start to report. It fails when something breaks, never because a figure misses its target. */
export async function runBenchmark(name: string, benchmark: Benchmark, options: RunOptions): Promise<void> {
  const loadBefore = loadNow();
  tell(`${name}: ${benchmark.about}`);
  const stage = await Stage.open(options.isTmpfs);
  // The database runs apart from the terminal: a run that breaks off must end it, too.
  const broken = new Promise<never>((_resolve, reject) => {
    void stopSignal().then(() => reject(new StoppingError('Stopped.')));
    process.once('uncaughtException', reject);
  });
  const running = measure(stage, benchmark, options);
  running.catch(() => undefined);
  try {
    const { figures, findings } = await Promise.race([running, broken]);
    const { rounds, seconds } = options;
    const databaseOn = options.isTmpfs ? 'tmpfs' : 'disk';
    const { about } = benchmark;
    const report = { benchmark: name, about, rounds, seconds, databaseOn, loadBefore, figures, findings } as const;
    process.stdout.write(options.json ? reportAsJson(report) : `\n${reportAsText(report)}`);
  } finally {
    await stage.close();
  }
}

async function measure(stage: Stage, benchmark: Benchmark, { rounds, seconds }: RunOptions) {
  const { arms, targets, measureMore } = await benchmark.open(stage);
  const figures = await runRounds(arms, rounds, seconds);
  const more = (await measureMore?.(seconds)) ?? [];
  return { figures, findings: [...compare(figures, targets), ...more] };
}
