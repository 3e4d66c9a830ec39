import type { Finding, Target } from '../benchmark.js';
import { median } from './order-statistics.js';
import type { Rounds } from './run-rounds.js';

/** Our figure over the peer's, round by round: both of one round were measured on the machine as it was then. */
export function compare(figures: ReadonlyMap<string, Rounds>, targets: readonly Target[]): Finding[] {
  return targets.map(({ label, measure, ours, peer, target }) => {
    const peers = figures.get(peer)?.[measure] ?? [];
    const ratios = (figures.get(ours)?.[measure] ?? []).map((figure, round) => figure / (peers[round] ?? NaN));
    return {
      label,
      unit: 'times',
      value: median(ratios),
      least: Math.min(...ratios),
      most: Math.max(...ratios),
      target,
      wants: measure === 'rate' ? 'at least' : 'at most',
    };
  });
}
