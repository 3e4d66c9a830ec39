import { AuditLine } from '../audit/audit-line.js';
import { checkBundle } from '../audit/bundle/check-bundle.js';
import type { CheckedBundle } from '../audit/bundle/check-bundle.js';
import type { BundleScope } from '../audit/bundle/bundle-format.js';
import { findingOf } from '#proof';
import { appendMemory, recall } from '../audit/memory.js';
import { tellAudit } from '../audit/tell-audit.js';
import type { AuditReport } from '../audit/tell-audit.js';
import type { VerifyOptions } from '../audit/verify-options.js';
import { readTrustedKeys } from '../audit/trusted-keys.js';

/** Checks a bundle with nothing but its own files, and what the auditor remembers. */
export async function verifyBundle(folder: string, options: VerifyOptions): Promise<void> {
  const { key, against, remember, json = false } = options;
  const trusted = await readTrustedKeys(key);
  const line = new AuditLine();
  let checked: CheckedBundle | undefined;
  const finding = await findingOf(async () => {
    const memory = await recall(against, remember);
    checked = await checkBundle(folder, {
      trusted,
      memory,
      onProgress: (done) => line.show({ phase: 'bundle', done, total: done }),
    });
  });
  line.end();
  if (checked !== undefined && remember !== undefined) await appendMemory(remember, checked.note, checked.keys);
  const isKnown = trusted.length > 0 || against !== undefined;
  tellAudit(checked === undefined ? { ...none, ...(finding && { finding }) } : report(checked, isKnown), json);
}

const none: AuditReport = { checked: [], notes: [], figures: {} };

function report({ manifest, checkpoint, keys, beyond }: CheckedBundle, isKnown: boolean): AuditReport {
  const { events, holds } = manifest;
  const [key = ''] = keys;
  const notes = [
    ...(isKnown
      ? []
      : [`It is signed with ${key}: compare that with the key that you got elsewhere, or name it with --key.`]),
    ...(beyond === 0 ? [] : [`${beyond} of the checkpoints that you remember are later, or of another history.`]),
  ];
  return {
    checked: [
      `${events.toLocaleString('en-US')} ${events === 1 ? 'event' : 'events'} ${scopeWords(holds)} are as they were signed ` +
        `under the checkpoint of ${checkpoint.size.toLocaleString('en-US')} events of ${checkpoint.origin}.`,
    ],
    notes,
    figures: {
      events,
      holds,
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: checkpoint.root.toString('base64'),
      keys,
    },
  };
}

function scopeWords(scope: BundleScope): string {
  switch (scope.kind) {
    case 'story':
      return `of the story ${scope.story}`;
    case 'range':
      return `from position ${scope.from} to ${scope.to}`;
    case 'everything':
      return 'of the whole record';
  }
}
