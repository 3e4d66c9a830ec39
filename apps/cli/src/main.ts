#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError, Option } from 'commander';
import type { Scope } from '#identity';
import { endOnFailure, loadEnvFile, readSettings } from '#process';
import { addAuditVerbs } from './audit/audit-verbs.js';
import type { ChangesOptions } from './verbs/changes.js';
import { readExpiry, readHolder, readRate, readScopes } from './verbs/key-options.js';
import type { ImportOptions } from './verbs/import.js';
import type { ParkedOptions } from './verbs/parked.js';
import type { RebuildOptions } from './verbs/rebuild.js';
import { readPace } from './replay/pace.js';
import type { ReplayOptions } from './verbs/replay.js';
import { folded, sources } from './rebuild/rebuild-choices.js';
import type { RecoverOptions } from './verbs/recover.js';
import { parts, readQuestion } from './story/question.js';
import type { ShowStoryOptions } from './verbs/story.js';
import { whatIsInTheWay } from './what-is-in-the-way.js';
import { readTail } from './tail/wanted-tail.js';
import type { FollowVerbOptions } from './verbs/tail.js';

const settings = () => {
  loadEnvFile();
  return readSettings(process.env);
};

/** For an option that may be given again and again. */
const readNames = (name: string, before: readonly string[] = []): readonly string[] => [...before, name];

// A verb is loaded when it is called: all of them take half a second.
const program = new Command('newsledger')
  .description('The record of how a news story changed.')
  .exitOverride()
  .showHelpAfterError();

program
  .command('start')
  .description(
    'start everything on this machine, or only the named services (publisher, relay, projector, reader, courier, notary)',
  )
  .argument('[services]', 'names with commas between, such as relay,projector')
  .option('--exit', 'leave once the sample story has gone all the way and its changes are told')
  .option('--sample', 'publish the sample story, also into a ledger that is not our own')
  .action(async (services: string | undefined, options: { exit?: boolean; sample?: boolean }) =>
    services === undefined
      ? (await import('./verbs/start-everything.js')).startEverything(settings(), {
          exit: options.exit === true,
          sample: options.sample === true,
        })
      : (await import('./verbs/start-apart.js')).startApart(settings(), services),
  );

program
  .command('migrate')
  .description('bring the tables of DATABASE_URL (and VIEWS_DATABASE_URL, IDENTITY_DATABASE_URL) up to date')
  .action(async () => (await import('./verbs/migrate.js')).migrateAll(settings()));

program
  .command('changes')
  .description('tell how a story changed')
  .argument('<story>')
  .option('--from <moment>', 'a position, version:n or a time', '0')
  .option('--to <moment>', 'a position, version:n or a time')
  .option('--all', 'tell small edits too: titles, summaries, links and sources')
  .option('--recorded', 'in the order that it was recorded, not as a person tells it')
  .option('--url <url>', 'where the reader listens')
  .option('--key-file <path>', 'a file that holds a key with the scope read, where reading needs one')
  .option('--json', 'print the answer of the API')
  .action(async (story: string, options: ChangesOptions) =>
    (await import('./verbs/changes.js')).showChanges(settings(), story, options),
  );

program
  .command('story')
  .description('tell a story as it stood, or one thing of it; or ask all stories')
  .argument('[story]')
  .option('--as-of <moment>', 'as it was known here at a position, version:n or a time')
  .option('--until <date>', 'only what was surely said or had happened by the end of a date, such as 2024-10-27')
  .option('--part <part>', `only one of ${parts.join(', ')}`)
  .option('--metric <id>', 'only the figures of one metric, over time')
  .option('--fact <id>', 'only one fact: where it comes from, and what was known of it before')
  .option('--party <id>', 'of all stories: what a party or a speaker said')
  .option('--corrections', 'of all stories: what was corrected and retracted')
  .option('--search <words>', 'of all stories: those that hold the words')
  .option('--url <url>', 'where the reader listens')
  .option('--key-file <path>', 'a file that holds a key with the scope read, where reading needs one')
  .option('--json', 'print the answer of the API')
  .action(async (story: string | undefined, options: ShowStoryOptions, command: Command) => {
    const question = readQuestion(story, options);
    return typeof question === 'string'
      ? command.error(`error: ${question}.`)
      : (await import('./verbs/story.js')).showStory(settings(), question, options);
  });

program
  .command('tail')
  .description('follow stories as they change, in sentences; or the record, an event a line, until Ctrl-C')
  .argument('[story...]', 'the stories that are followed; without one, all of them')
  .option('--type <type>', 'only events of a type, such as FactCorrected; may repeat', readNames)
  .option('--party <id>', 'only what a party or a speaker said, and what mends it; may repeat', readNames)
  .option('--after <position>', 'first all that stands behind a position')
  .option('--since <time>', 'first all that was recorded then or later, such as 2024-10-28T21:05:00Z')
  .option('-n, --last <count>', 'first the last so many')
  .option('--events', 'tell events where stories are named, too')
  .option('--url <url>', 'where the reader listens')
  .option('--key-file <path>', 'a file that holds a key with the scope read, where reading needs one')
  .option('--json', 'print the messages of the API, one a line')
  .action(async (stories: readonly string[], options: FollowVerbOptions, command: Command) => {
    const wanted = readTail(stories, options);
    return typeof wanted === 'string'
      ? command.error(`error: ${wanted}.`)
      : (await import('./verbs/tail.js')).followRecord(settings(), wanted, options);
  });

program
  .command('replay')
  .description('tell a story as it unfolded: each event with when it became known and what it did to the view')
  .argument('<story>')
  .option('--from <moment>', 'behind a position, version:n or a time')
  .option('--to <moment>', 'up to a position, version:n or a time (default: now)')
  .option(
    '--pace <pace>',
    'seconds between events, such as 2; or so many times faster than it was, such as 60x, and never more than 5 s',
  )
  .addOption(new Option('--step', 'show the next event at Enter; q ends').conflicts('pace'))
  .option('--url <url>', 'where the reader listens')
  .option('--key-file <path>', 'a file that holds a key with the scope read, where reading needs one')
  .option('--json', 'print the steps of the API, one a line')
  .action(
    async (story: string, options: Omit<ReplayOptions, 'pace'> & { readonly pace?: string }, command: Command) => {
      const { pace: text, ...others } = options;
      const pace = text === undefined ? undefined : readPace(text);
      if (typeof pace === 'string') return command.error(`error: ${pace}.`);
      return (await import('./verbs/replay.js')).replayStory(
        settings(),
        story,
        pace === undefined ? others : { ...others, pace },
      );
    },
  );

program
  .command('import')
  .description('record the events of a file: each line an event with its "story", decided like a publish')
  .argument('<file>', 'newline-delimited JSON, gzipped where it ends in .gz; - for standard input')
  .option('--dry-run', 'decide, and write nothing')
  .option('--full-speed', 'do not wait for the views when they lag by more than five seconds')
  .option('--key-file <path>', 'a file that holds the key to record under (default: the one that "start" keeps)')
  .option('--refused <path>', 'where refused lines go, with their reasons (default: FILE.refused)')
  .option('--json', 'print the summary as JSON')
  .action(async (file: string, options: ImportOptions) =>
    (await import('./verbs/import.js')).importFile(settings(), file, options),
  );

program
  .command('rebuild')
  .description('fold all views anew beside those that readers see, tell where the two differ, and show the new ones')
  .addOption(new Option('--from <source>', 'what is folded').choices(sources).default('ledger'))
  .addOption(
    new Option('--only <views...>', 'fold only some anew, and take the rest from those that are shown').choices(folded),
  )
  .option('--check', 'only compare: readers see what they saw')
  .addOption(
    new Option('--rollback', 'show the views of before again, which went on being fed').conflicts(['check', 'drop']),
  )
  .addOption(new Option('--drop', 'end the views that are kept and not shown').conflicts(['check']))
  .option('--json', 'print the end as JSON')
  .action(async (options: RebuildOptions & { rollback?: boolean; drop?: boolean }) => {
    if (options.rollback === true) return (await import('./verbs/rebuild.js')).rollBack(settings(), options);
    return options.drop === true
      ? (await import('./verbs/rebuild.js')).dropKept(settings(), options)
      : (await import('./verbs/rebuild.js')).rebuildViews(settings(), options);
  });

program
  .command('recover')
  .description('tell how a ledger that was restored from an older backup is completed from the topic; --yes does it')
  .addOption(new Option('--from <source>', 'what it is completed from').choices(['kafka']).makeOptionMandatory())
  .option('--yes', 'do what is told')
  .option('--new-epoch', 'where histories differ: go on with what the ledger holds, as a new history')
  .option('--keep <file>', 'where the events go that only the topic has; FILE.record gets every field of them')
  .option('--against <file>', 'verify against a signed checkpoint too, such as /v1/audit/checkpoint answers')
  .option('--key <key>', 'the verifier key that checkpoints must be signed with (default: those that signed here)')
  .option('--json', 'print what was found and done as JSON')
  .action(async (options: RecoverOptions) => (await import('./verbs/recover.js')).recoverLedger(settings(), options));

program
  .command('parked')
  .description('tell which stories have events that the views cannot show, and from where on')
  .option('--retry [story]', 'fold them again, or only one of them')
  .option('--json', 'print them as JSON')
  .action(async (options: ParkedOptions) => (await import('./verbs/parked.js')).showParked(settings(), options));

addAuditVerbs(program, settings);

const keys = program
  .command('keys')
  .description('the keys of those who publish and read')
  .showHelpAfterError(false)
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) });
keys
  .command('create')
  .description('make a key and print it, once')
  .argument('<holder>', 'whose key it is; never part of the record', readHolder)
  .option('--scope <scope>', 'publish, publish:PREFIX*, read or admin; may repeat (default: publish)', readScopes)
  .option('--expires <when>', 'a time, or a duration such as 90d', (text: string) => readExpiry(text))
  .option('--rate <events>', 'the most events a second (default: what NEWSLEDGER_RATE says)', readRate)
  .action(async (holder: string, options: { scope?: readonly Scope[]; expires?: Date; rate?: number }) => {
    const { scope: scopes = ['publish'], ...limits } = options;
    return (await import('./verbs/keys.js')).createKey(settings(), { holder, scopes, ...limits });
  });
keys
  .command('list')
  .description('tell all keys, also those that are revoked')
  .option('--json', 'print them as JSON')
  .action(async (options: { json?: boolean }) => (await import('./verbs/keys.js')).showKeys(settings(), options));
keys
  .command('revoke')
  .description('end a key, everywhere within a second')
  .argument('<id>', 'as "keys list" tells it')
  .action(async (id: string) => (await import('./verbs/keys.js')).endKey(settings(), id));
keys
  .command('make-notary')
  .description('make the key of the notary, where NEWSLEDGER_NOTARY_KEY (or the data folder) has none')
  .action(async () => (await import('./verbs/notary-keys.js')).makeNotaryKey(settings()));
keys
  .command('rotate-notary')
  .description('give the notary a new key; the old one vouches for it, and signs beside it until --finish')
  .option('--finish', 'end the time in which both sign')
  .action(async (options: { finish?: boolean }) =>
    (await import('./verbs/notary-keys.js')).rotateNotaryKey(settings(), options),
  );

await endOnFailure(async () => {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw whatIsInTheWay(error);
    process.exit(error.exitCode === 0 ? 0 : 2);
  }
});
