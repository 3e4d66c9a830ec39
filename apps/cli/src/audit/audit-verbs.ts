import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Settings } from '#process';
import type { ExportOptions } from '../verbs/export.js';
import type { VerifyOptions } from './verify-options.js';

/** The verbs of those who audit. */
export function addAuditVerbs(program: Command, settings: () => Settings): void {
  program
    .command('export')
    .description('write a story, a range or everything into a folder, with the proof that it is as it was signed')
    .argument('[story]', 'without one, everything, or the range that --from and --to name')
    .option('--from <position>', 'the first position', readPosition)
    .option('--to <position>', 'the last position (default: that of the last checkpoint)', readPosition)
    .requiredOption('-o, --output <folder>', 'a folder that is not there yet')
    .option('--against <path>', 'prove too that it goes on from each checkpoint of a file that --remember kept')
    .option('--json', 'print the end as JSON')
    .action(async (story: string | undefined, options: ExportOptions, command: Command) => {
      const { from, to } = options;
      if (story !== undefined && (from ?? to) !== undefined) command.error('error: name a story or a range, not both.');
      if (Number(from ?? 1) > Number(to ?? Infinity)) command.error('error: --from is behind --to.');
      return (await import('../verbs/export.js')).exportRecord(settings(), story, options);
    });

  program
    .command('verify')
    .description('check ledger, tree, topic and views against each other; or a bundle, offline; or a notary, over HTTP')
    .argument('[bundle]', 'a folder that "export" wrote')
    .option('--key <key>', 'the verifier key that you got elsewhere, or a file of such, one a line')
    .option(
      '--against <path>',
      'demand that it goes on from each checkpoint of a file that --remember kept, or a folder of notes',
    )
    .option('--remember <path>', 'add the checkpoint to a file of your own, once all is well')
    .addOption(new Option('--url <url>', 'ask the notary there for proofs, and read no database').conflicts(['views']))
    .option('--views', 'fold the views anew too, and compare each row, as "rebuild --check" does')
    .option('--json', 'print what was found as JSON')
    .action(async (bundle: string | undefined, options: VerifyOptions, command: Command) => {
      const { url, views } = options;
      if (bundle === undefined)
        return url === undefined
          ? (await import('../verbs/verify-record.js')).verifyRecord(settings(), options)
          : (await import('../verbs/verify-remote.js')).checkRemote(url, options);
      if (url !== undefined || views === true)
        command.error('error: a bundle is checked by itself, without --url and --views.');
      return (await import('../verbs/verify-bundle.js')).verifyBundle(bundle, options);
    });
}

function readPosition(text: string): string {
  if (/^[1-9]\d{0,14}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a position: 1 or more.');
}
