import { findDifference, upTo } from '#page';
import type { Difference } from '#page';
import { AuditFault } from '#proof';
import type { Checkpoint } from '#merkle';
import type { History } from '#views';
import type { Remembered } from './remembered.js';
import { proveHistory } from './prove-history.js';
import type { ProvenHistory } from './prove-history.js';
import { readSigned } from './read-signed.js';
import { Unanswered } from './ask.js';

/** The page that is checked, as it is at the moment: it lives on while it is. */
export interface CheckedPage {
  /** What it is made of; undefined where that is too long to be sent whole. */
  readonly known: History | undefined;
  readonly isParked: boolean;
  readonly epoch: string | undefined;
  /** The version that it shows. */
  readonly version: number;
  /** Has it made anew of what the site tells now. */
  readonly reload: () => Promise<void>;
  /** Whether it says what a history tells of that version. */
  readonly says: (history: History) => Promise<boolean>;
}

/** What is on the page, and where its proof is to be had. */
export interface CheckWish {
  readonly site: string;
  readonly story: string;
  readonly page: CheckedPage;
  /** What this browser saw of the record before. */
  readonly remembered: Remembered | undefined;
  /** How many versions are checked. */
  readonly onProgress: (done: number) => void;
}

/** How a check ended. `tree` is how many events were signed in all. */
export type Verdict =
  | {
      readonly kind: 'proven';
      readonly versions: number;
      /** Versions of the page that came after the last signature. */
      readonly unsigned: number;
      /** Signed versions that the page says it cannot show. */
      readonly unshown: number;
      readonly tree: number;
      /** The tree that this browser remembered, and that this one goes on from. */
      readonly goesOnFrom: number | undefined;
      readonly isNewHistory: boolean;
      readonly remember: Remembered;
    }
  | { readonly kind: 'broken'; readonly what: Broken; readonly at?: Difference; readonly detail: string }
  | { readonly kind: 'open'; readonly why: 'not-signed' | 'away' | 'key' };

/** What is not as it was signed: what the page shows, the record under it, or the signature and what was seen before. */
export type Broken = 'page' | 'record' | 'signature';

/** Checks that a story is what was signed, and that the page shows nothing else. Nothing of it is taken on trust but the key. */
export async function checkStory(wish: CheckWish): Promise<Verdict> {
  const { story, page, remembered } = wish;
  let doing: Broken = 'signature';
  try {
    const { checkpoint, goesOnFrom, isNewHistory, remember } = await readSigned(wish.site, remembered);
    doing = 'record';
    const proven = await proveHistory(wish, checkpoint);
    const kept = goesOnFrom === undefined ? {} : (remembered?.versions ?? {});
    requireAsLong(story, proven, kept[story] ?? 0);
    await catchUp(page, proven.history, checkpoint);
    requireSameRecord(page, checkpoint);
    doing = 'page';
    const told = page.known?.versions.length;
    // A page that says that it cannot show all is held to what it shows.
    const isShort = page.isParked && told !== undefined && told < proven.history.versions.length;
    const history = isShort ? firstOf(proven.history, told) : proven.history;
    const versions = history.versions.length;
    if (page.known === undefined && page.version > versions) return { kind: 'open', why: 'not-signed' };
    const at = page.known === undefined ? undefined : findDifference(page.known, history);
    if (at !== undefined || !(await answered(page.says(history))))
      return differing(at ?? { version: Math.min(page.version, versions) });
    requireWhole(page, proven, checkpoint);
    if (!page.isParked && versions < proven.shown) return differing({ version: versions + 1 });
    return {
      ...{ kind: 'proven', versions, tree: checkpoint.size, goesOnFrom, isNewHistory },
      unsigned: Math.max(0, (told ?? versions) - versions),
      unshown: proven.shown - versions,
      remember: { ...remember, versions: { ...kept, [story]: proven.shown } },
    };
  } catch (error) {
    return verdictOf(error, doing);
  }
}

function differing(at: Difference): Verdict {
  const detail = `The page and the signed record part at version ${at.version} (${at.fact ?? 'the story'}).`;
  return { kind: 'broken', what: 'page', at, detail };
}

/** What leads to a root can still hide the newest events behind a hash: this browser, and the page, may know of them. */
function requireAsLong(story: string, { shown }: ProvenHistory, seen: number): void {
  if (shown >= seen) return;
  const facts = { expected: `${seen} versions or more`, found: `${shown} versions` };
  const detail = `This browser saw more versions of ${story} than the proof shows.`;
  throw new AuditFault({ what: 'remembered', detail, ...facts });
}

function requireSameRecord({ epoch }: CheckedPage, checkpoint: Checkpoint): void {
  if (epoch === undefined || isOf(epoch, checkpoint)) return;
  const facts = { expected: checkpoint.origin, found: epoch };
  throw new AuditFault({ what: 'event', detail: 'The page is of another history than the signature.', ...facts });
}

function requireWhole({ known }: CheckedPage, { shown }: ProvenHistory, checkpoint: Checkpoint): void {
  const hidden = known?.versions.findIndex(({ position }, at) => at >= shown && position <= checkpoint.size) ?? -1;
  if (hidden < 0) return;
  throw new AuditFault({ what: 'event', detail: `Version ${hidden + 1} was signed, and the proof leaves it out.` });
}

const isOf = (epoch: string, { origin }: Checkpoint) => origin.endsWith(`/${epoch}`);

const waits = 6;
const waitMs = 300;

/** A page that was cut off, or whose views come behind the record, is older than what was signed, and not forged. */
async function catchUp(page: CheckedPage, { versions }: History, checkpoint: Checkpoint): Promise<void> {
  const isBehind = () =>
    (page.epoch !== undefined && !isOf(page.epoch, checkpoint)) ||
    (page.known !== undefined && !page.isParked && page.known.versions.length < versions.length);
  for (let turn = 0; turn < waits && isBehind(); turn += 1) {
    if (turn > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    await answered(page.reload());
  }
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Unanswered(0, undefined, String(error));
  }
}

const firstOf = (history: History, versions: number): History =>
  upTo(history, history.versions[versions - 1]?.position ?? 0);

function verdictOf(error: unknown, doing: Broken): Verdict {
  if (error instanceof AuditFault) {
    const { what, detail, expected, found } = error.finding;
    const isOfSignature = what === 'key' || what === 'checkpoint' || what === 'remembered';
    const facts = [expected, found].every((fact) => fact !== undefined) ? ` Signed: ${expected}. Found: ${found}.` : '';
    return { kind: 'broken', what: isOfSignature ? 'signature' : 'record', detail: `${detail}${facts}` };
  }
  if (error instanceof Unanswered) {
    if (error.code === 'leaf-differs') return { kind: 'broken', what: 'record', detail: error.message };
    if (error.code === 'position-not-signed' || error.code === 'story-unknown')
      return { kind: 'open', why: 'not-signed' };
    return { kind: 'open', why: error.status === 401 || error.status === 403 ? 'key' : 'away' };
  }
  // What was answered is not what it has to be, so it is no proof.
  return { kind: 'broken', what: doing, detail: `An answer cannot be read: ${String(error)}` };
}
