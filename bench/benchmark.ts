import type { Stage } from './stage/stage.js';

/** What one arm did in one round. Latencies are in milliseconds, one an event. */
export interface Sample {
  readonly seconds: number;
  readonly latencies: readonly number[];
}

/** One way to do the work; all arms of a benchmark do it under the same load, in turn. */
export interface Arm {
  readonly name: string;
  readonly run: (seconds: number) => Promise<Sample>;
}

export type Measure = 'rate' | 'p50' | 'p99';

/** What our figure is divided by, and what the ratio should be: at least that for a rate, at most that for a latency. */
export interface Target {
  readonly label: string;
  readonly measure: Measure;
  readonly ours: string;
  readonly peer: string;
  readonly target: number;
}

/** One figure beside its target; of rounds, the median and how far they spread. */
export interface Finding {
  readonly label: string;
  readonly unit: 'times' | 'MB' | 'ms';
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly target: number;
  readonly wants: 'at least' | 'at most';
}

export interface OpenBenchmark {
  readonly arms: readonly Arm[];
  readonly targets: readonly Target[];
  /** What is measured once, after the rounds. */
  readonly measureMore?: (seconds: number) => Promise<readonly Finding[]>;
}

export interface Benchmark {
  /** What it measures, in one sentence. */
  readonly about: string;
  /** How long each arm runs in each round, unless said otherwise. */
  readonly seconds: number;
  readonly open: (stage: Stage) => Promise<OpenBenchmark>;
}

export function isMet({ value, target, wants }: Finding): boolean {
  return wants === 'at least' ? value >= target : value <= target;
}
