import { findDifference, pageAt } from '#page';
import type { Difference } from '#page';
import { AuditFault } from '#proof';
import { canonicalJson } from '#events';
import type { History } from '#views';
import type { Remembered } from './remembered.js';
import { proveHistory } from './prove-history.js';
import { readSigned } from './read-signed.js';
import { Unanswered } from './ask.js';

/** What is on the page, and where its proof is to be had. */
export interface CheckWish {
  readonly site: string;
  readonly story: string;
  /** Undefined where it is too long to be sent whole. */
  readonly shown: History | undefined;
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
      /** Versions that came after the last signature. */
      readonly unsigned: number;
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
  const { site, story, shown, remembered } = wish;
  try {
    const { checkpoint, goesOnFrom, isNewHistory, remember } = await readSigned(site, remembered);
    const proven = await proveHistory(wish, checkpoint);
    const versions = proven.versions.length;
    const found = shown === undefined ? await compareDocument(site, story, proven) : findDifference(shown, proven);
    if (found !== undefined) {
      const detail = `The page and the signed record part at version ${found.version} (${found.fact ?? 'the story'}).`;
      return { kind: 'broken', what: 'page', at: found, detail };
    }
    const unsigned = Math.max(0, (shown?.versions.length ?? versions) - versions);
    return { kind: 'proven', versions, unsigned, tree: checkpoint.size, goesOnFrom, isNewHistory, remember };
  } catch (error) {
    return verdictOf(error);
  }
}

function verdictOf(error: unknown): Verdict {
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
  throw error;
}

/** A story that is too long to be sent whole is asked for as it stood at the last version that was proven. */
async function compareDocument(site: string, story: string, proven: History): Promise<Difference | undefined> {
  const version = proven.versions.length;
  const made = pageAt(proven, version, { order: 'latest', isParked: false })?.document;
  const response = await fetch(`${site}/v1/stories/${story}?asOf=version:${version}`);
  if (!response.ok) throw new Unanswered(response.status, undefined, 'The story could not be read.');
  const told: unknown = await response.json();
  const plain = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)));
  return plain(told) === plain(made) ? undefined : { version };
}
