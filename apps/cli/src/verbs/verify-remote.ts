import { findingOf } from '#proof';
import { appendMemory, emptyMemory, recall } from '../audit/memory.js';
import { tellAudit } from '../audit/tell-audit.js';
import { readTrustedKeys } from '../audit/trusted-keys.js';
import type { VerifyOptions } from '../audit/verify-options.js';
import { verifyRemote } from '../audit/verify-remote.js';
import type { VerifiedRemote } from '../audit/verify-remote.js';

/** Checks over HTTP that a record goes on from what an auditor remembers of it. */
export async function checkRemote(url: string, { key, against, remember, json = false }: VerifyOptions): Promise<void> {
  const trusted = await readTrustedKeys(key);
  let memory = emptyMemory;
  let verified: VerifiedRemote | undefined;
  const finding = await findingOf(async () => {
    memory = await recall(against, remember);
    verified = await verifyRemote(url, trusted, memory);
  });
  if (verified === undefined) {
    tellAudit({ checked: [], notes: [], figures: {}, ...(finding && { finding }) }, json);
    return;
  }
  const { checkpoint, note, keys } = verified;
  if (remember !== undefined) await appendMemory(remember, note, keys);
  const { origin, size, root } = checkpoint;
  const count = memory.checkpoints.length;
  const checked =
    count === 0
      ? `The checkpoint of ${size} events of ${origin} is signed with ${String(keys[0])}. You remember none to compare it with.`
      : `The ${size} events of ${origin} go on from each of the ${count} checkpoints that you remember.`;
  tellAudit({ checked: [checked], notes: [], figures: { origin, size, root: root.toString('base64'), keys } }, json);
}
