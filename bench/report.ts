import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Finding } from './benchmark.js';
import { isMet } from './benchmark.js';
import { median } from './measure/order-statistics.js';
import type { Rounds } from './measure/run-rounds.js';

export interface Report {
  readonly benchmark: string;
  readonly about: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly databaseOn: 'disk' | 'tmpfs';
  /** What else the machine did at the start: the mean number of processes that ran or wanted to. */
  readonly loadBefore: number;
  readonly figures: ReadonlyMap<string, Rounds>;
  readonly findings: readonly Finding[];
}

const machine = () => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  node: process.version,
});

export const loadNow = (): number => loadavg()[0] ?? 0;

/** The report for other programs. */
export function reportAsJson({ figures, findings, ...run }: Report): string {
  const arms = [...figures].map(([name, { rate, p50, p99 }]) => ({
    name,
    eventsPerSecond: { median: median(rate), rounds: rate },
    p50Ms: { median: median(p50), rounds: p50 },
    p99Ms: { median: median(p99), rounds: p99 },
  }));
  const told = findings.map((finding) => ({ ...finding, met: isMet(finding) }));
  return `${JSON.stringify({ ...run, machine: machine(), arms, findings: told }, rounded, 2)}\n`;
}

const rounded = (_name: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(3)) : value);

/** The report for people. */
export function reportAsText(report: Report): string {
  const { benchmark, about, rounds, seconds, databaseOn, loadBefore, figures, findings } = report;
  const { cores, processor, node } = machine();
  const table = [
    ['', 'events/s', 'p50 ms', 'p99 ms'],
    ...[...figures].map(([name, { rate, p50, p99 }]) => [
      name,
      Math.round(median(rate)).toLocaleString('en'),
      median(p50).toFixed(2),
      median(p99).toFixed(2),
    ]),
  ];
  return [
    `${benchmark}: ${about}`,
    `${cores} cores (${processor}), Node ${node}, PostgreSQL on ${databaseOn}, load before ${loadBefore.toFixed(1)}; ` +
      `medians of ${rounds} rounds of ${seconds} s`,
    '',
    ...inColumns(table),
    '',
    ...findings.map(tellFinding),
    '',
  ].join('\n');
}

function tellFinding(finding: Finding): string {
  const { label, unit, value, least, most, target, wants } = finding;
  const digits = unit === 'MB' ? 0 : 2;
  const suffix = unit === 'times' ? '' : ` ${unit}`;
  const spread = least === most ? '' : `${least.toFixed(digits)} to ${most.toFixed(digits)}, `;
  const missed = isMet(finding) ? '' : ', missed';
  return `${label}: ${value.toFixed(digits)}${suffix} (${spread}target ${wants} ${target}${suffix}${missed})`;
}

function inColumns(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
