import { legible, legibleJson } from '../legible.js';
import { wrap } from '../wrap.js';
import type { Finding } from '#proof';

/** What a check came to. */
export interface AuditReport {
  readonly finding?: Finding;
  /** What was checked, as sentences. */
  readonly checked: readonly string[];
  /** What whoever reads the report should know beside. */
  readonly notes: readonly string[];
  /** For machines. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Prints the report; what is wrong ends the process with 1. */
export function tellAudit({ finding, checked, notes, figures }: AuditReport, json: boolean): void {
  if (finding !== undefined) process.exitCode = 1;
  if (json) {
    const ok = finding === undefined;
    process.stdout.write(`${legibleJson({ ok, ...(ok ? {} : { finding }), ...figures, notes })}\n`);
    return;
  }
  const lines = finding === undefined ? [...checked, ...notes] : [...tellFinding(finding), ...notes];
  process.stdout.write(
    lines
      .flatMap((one) => wrap(legible(one), 0, 2))
      .map((line) => `${line}\n`)
      .join(''),
  );
}

function tellFinding({ detail, position, story, between, expected, found }: Finding): string[] {
  const where = [
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(story === undefined ? [] : [`story ${story}`]),
    ...(between === undefined ? [] : [`behind position ${between[0]}, up to ${between[1]}`]),
  ];
  return [
    `WRONG: ${detail}`,
    ...(where.length === 0 ? [] : [`  where: ${where.join(', ')}`]),
    ...(expected === undefined ? [] : [`  expected: ${expected}`]),
    ...(found === undefined ? [] : [`  found: ${found}`]),
  ];
}
