import type { MarkedRead } from './marked-reads.js';
import type { Mark } from './marked-stories.js';

/** Readers were shown something else: somewhere between two times, and exactly at one, in ms since 1970. */
export interface Switch {
  readonly mark: Mark;
  readonly from: number;
  readonly at: number;
  readonly to: number;
}

export interface JudgedReads {
  /** The first that failed or were mixed; there must be none. */
  readonly faults: readonly string[];
  readonly atSwitch: Slowness;
  readonly elsewhere: Slowness;
}

interface Slowness {
  readonly medianMs: number;
  /** Of 99 in a hundred. */
  readonly mostMs: number;
  readonly slowestMs: number;
  readonly slowest: string;
}

/** How long a reader may take to see a switch. */
const noticeMs = 1_500;
const besideMs = 2_000;
const mostTold = 20;

/** What is wrong with reads, by themselves and by what was shown when they were answered; and how slow they were. */
export function judgeSwitches(reads: readonly MarkedRead[], first: Mark, switches: readonly Switch[]): JudgedReads {
  const faults = reads.flatMap(({ path, began, ms, marks, fault }) => {
    const told = fault ?? judgeMarks(marks, marksAt(began, began + ms, first, switches));
    return told === undefined ? [] : [`${new Date(began).toISOString()} ${path} ${told}`];
  });
  const isBeside = ({ began, ms }: MarkedRead) =>
    switches.some(({ at }) => began + ms > at - 500 && began < at + besideMs);
  return {
    faults: faults.slice(0, mostTold),
    atSwitch: slownessOf(reads.filter(isBeside)),
    elsewhere: slownessOf(reads.filter((read) => !isBeside(read))),
  };
}

function slownessOf(reads: readonly MarkedRead[]): Slowness {
  const sorted = reads.toSorted((one, other) => one.ms - other.ms);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  const last = sorted.at(-1);
  return {
    medianMs: at(0.5)?.ms ?? 0,
    mostMs: at(0.99)?.ms ?? 0,
    slowestMs: last?.ms ?? 0,
    slowest: last === undefined ? '' : `${new Date(last.began).toISOString()} ${last.path}`,
  };
}

function judgeMarks(told: ReadonlySet<Mark>, shown: ReadonlySet<Mark>): string | undefined {
  const other = [...told].find((mark) => !shown.has(mark));
  return other === undefined ? undefined : `says what was ${other}, which was not shown then`;
}

/** What may have been shown at some time between two. */
function marksAt(from: number, to: number, first: Mark, switches: readonly Switch[]): ReadonlySet<Mark> {
  const shown = [{ mark: first, from: 0 }, ...switches].map(({ mark, from: begins }, at) => {
    return { mark, begins, ends: (switches[at]?.to ?? Infinity) + noticeMs };
  });
  return new Set(shown.filter(({ begins, ends }) => begins <= to && from <= ends).map(({ mark }) => mark));
}
