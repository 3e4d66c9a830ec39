import type { Arm, Measure, Sample } from '../benchmark.js';
import { tell } from '../tell.js';
import { percentile } from './order-statistics.js';

/** The figures of one arm, one a round. */
export type Rounds = Readonly<Record<Measure, readonly number[]>>;

const warmUpSeconds = 2;

/**
 * Runs every arm in every round, so that whatever else the machine does falls on all of them alike. Each round begins
 * with another arm, because the first pays for what the round before left to be written.
 */
export async function runRounds(
  arms: readonly Arm[],
  rounds: number,
  seconds: number,
): Promise<ReadonlyMap<string, Rounds>> {
  tell('  warm-up');
  for (const arm of arms) await arm.run(Math.min(seconds, warmUpSeconds));
  const figures = new Map<string, Record<Measure, number[]>>();
  for (const { name } of arms) figures.set(name, { rate: [], p50: [], p99: [] });
  for (let round = 0; round < rounds; round += 1) {
    const first = round % arms.length;
    for (const arm of [...arms.slice(first), ...arms.slice(0, first)]) {
      const figure = figuresOf(await arm.run(seconds));
      for (const measure of ['rate', 'p50', 'p99'] as const) figures.get(arm.name)?.[measure].push(figure[measure]);
    }
    const told = arms.map(({ name }) => `${name} ${figures.get(name)?.rate.at(-1)?.toFixed(0) ?? ''}/s`);
    tell(`  round ${round + 1} of ${rounds}: ${told.join(', ')}`);
  }
  return figures;
}

function figuresOf({ seconds, latencies }: Sample): Record<Measure, number> {
  return {
    rate: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}
