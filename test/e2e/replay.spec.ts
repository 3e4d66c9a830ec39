import {
  corrected,
  issued,
  opened,
  positioned,
  raised,
  retracted,
  revised,
  stated,
  titled,
  closed,
  summarised,
} from '../parts/events.js';
import { runVerb } from '../parts/run-verb.js';
import type { RunningVerb } from '../parts/run-verb.js';
import { testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';
import { startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

const hostile = 'Red \u001b[31malert\u202e';

const life: readonly object[] = [
  opened('o'),
  issued('figure'),
  revised('again', 'figure'),
  retracted('taken', 'again'),
  corrected('mended', 'figure', { quantity: { value: 4_000 } }),
  raised('claim'),
  positioned('yes', 'claim'),
  positioned('no', 'claim', 'ClaimDenied'),
  retracted('no-more', 'no'),
  retracted('nor-yes', 'yes'),
  stated('said'),
  corrected('reworded', 'said', { proposition: 'Troops have left' }),
  titled('red', hostile),
  summarised('summed', 'figure'),
  closed('end'),
];

/** What was told of an event, behind its sentence. */
const effectsOf = (run: RunningVerb, id: string): readonly string[] => {
  const block = run
    .out()
    .split('\n\n')
    .find((one) => one.split('\n')[0]?.endsWith(`  ${id}`));
  const [, ...effects] = (block ?? '').replace(/\s+/g, ' ').split(' → ');
  return effects;
};

const versionsOf = (run: RunningVerb) =>
  run.lines().flatMap((line) => /^ {2}(\d+)\. /.exec(line)?.slice(1).map(Number) ?? []);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('newsledger replay', () => {
  let house: WebHouse;

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    for (const event of life) await house.send('border', [event]);
    const long = Array.from({ length: 450 }, (_, at) => stated(`s${at}`));
    const { position } = await house.send('long', [opened('o'), ...long]);
    await fetch(`${house.url}/v1/stories/long?minPosition=${position}`);
  }, 60_000);

  afterAll(() => house.stop());

  const replay = (...words: readonly string[]) => runVerb('replay', [...words, '--url', house.url]);

  test('tells each event with its time, its sentence, and what became of the view', async () => {
    const run = replay('border');
    expect([await run.ended, run.err()]).toEqual([0, '']);
    expect(versionsOf(run)).toEqual(range(1, life.length));
    expect(run.lines()[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}position 1 {2}StoryOpened {2}o$/);
    expect(run.lines().at(-1)).toBe('That was all: 15 events.');
    const told = (id: string) => effectsOf(run, id);
    expect(told('o')).toEqual(['The story is shown now, as “A story”.']);
    expect(told('figure')).toEqual(['The figure for troops in Russia is 3,000 troops now.']);
    expect(told('again')).toEqual([
      'The figure for troops in Russia is about 10,000 troops now.',
      'The figure of 3,000 troops for troops in Russia is superseded; until now it was current.',
    ]);
    expect(told('taken')).toEqual([
      'The figure of about 10,000 troops for troops in Russia is retracted; until now it was current.',
      'The figure of 3,000 troops for troops in Russia is current again; until now it was superseded.',
    ]);
    expect(told('mended')).toEqual([
      'The figure for troops in Russia is 4,000 troops now; until now it was 3,000 troops.',
    ]);
    expect(told('claim')).toEqual([
      'Where US Department of Defense stands on the claim that Troops are in Kursk is not recorded.',
    ]);
    expect(told('yes')).toEqual([
      'US Department of Defense has confirmed the claim that Troops are in Kursk; before, nothing was recorded.',
    ]);
    expect(told('no')).toEqual([
      'US Department of Defense has denied the claim that Troops are in Kursk; before, it had confirmed it.',
    ]);
    expect(told('no-more')).toEqual([
      'The position on the claim “Troops are in Kursk” is shown as retracted.',
      'US Department of Defense has confirmed the claim that Troops are in Kursk; before, it had denied it.',
    ]);
    expect(told('nor-yes')).toContain(
      'Nothing is recorded of US Department of Defense on the claim that Troops are in Kursk any more; before, it had confirmed it.',
    );
    expect(told('said')).toEqual([]);
    expect(told('reworded')).toEqual(['The statement “Troops have moved” is shown as corrected.']);
    expect(told('red')).toEqual(['It is called “Red �[31malert�” now; before, “A story”.']);
    expect(told('summed')).toEqual(['It has a summary now.', 'Another figure leads it now.']);
    expect(told('end')).toEqual(['It is closed now; before, open.']);
    expect(run.out()).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|undefined/u);
  }, 60_000);

  test('tells what lies between two moments, and names the claims of before', async () => {
    const run = replay('border', '--from', 'version:8', '--to', 'version:9');
    expect(await run.ended).toBe(0);
    expect(versionsOf(run)).toEqual([9]);
    expect(effectsOf(run, 'no-more')[1]).toContain('the claim that Troops are in Kursk');
    const none = replay('border', '--from', 'version:15');
    expect([await none.ended, none.out()]).toEqual([0, 'Nothing became known between these two moments.\n']);
  }, 60_000);

  test('is, as JSON, the steps of the API, one a line, through all pages', async () => {
    const [run, answer] = [replay('border', '--json'), await fetch(`${house.url}/v1/stories/border/replay`)];
    const { steps } = (await answer.json()) as { readonly steps: readonly object[] };
    expect(await run.ended).toBe(0);
    expect(run.lines().map((line) => JSON.parse(line) as object)).toEqual(steps);
    expect(run.out()).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    const long = replay('long', '--json');
    expect(await long.ended).toBe(0);
    expect(long.lines().map((line) => (JSON.parse(line) as { readonly version: number }).version)).toEqual(
      range(1, 451),
    );
  }, 60_000);

  test('shows the next event at Enter, and ends at q and where nobody types', async () => {
    const run = replay('border', '--step');
    for (const shown of [1, 2, 3]) {
      await until(
        `${shown} are shown`,
        () => versionsOf(run).length === shown && run.err().split('Enter').length > shown,
      );
      run.type(shown === 3 ? 'q\n' : '\n');
    }
    expect([await run.ended, versionsOf(run)]).toEqual([0, [1, 2, 3]]);
    const alone = replay('border', '--step');
    alone.hangUp();
    expect([await alone.ended, versionsOf(alone)]).toEqual([0, [1]]);
  }, 60_000);

  test('waits between events as it is told, and ends at Ctrl-C wherever it is', async () => {
    const slow = replay('border', '--pace', '3600');
    const stepped = replay('border', '--step');
    await until('the first is shown', () => versionsOf(slow).length === 1 && stepped.err().includes('Enter'));
    expect(await Promise.all([slow.stop(), stepped.stop()])).toEqual([0, 0]);
    expect([versionsOf(slow), slow.err()]).toEqual([[1], '']);
    const began = Date.now();
    const paced = replay('border', '--to', 'version:4', '--pace', '0.3');
    expect([await paced.ended, versionsOf(paced)]).toEqual([0, range(1, 4)]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(900);
    const fast = replay('border', '--pace', '1000000x');
    expect([await fast.ended, versionsOf(fast).length]).toEqual([0, life.length]);
  }, 60_000);

  test('ends with 1 and one sentence where it is refused, and with 2 where it is used wrongly', async () => {
    const cases = [
      [replay('nothing-here'), 1, 'There is no story nothing-here'],
      [replay('border', '--from', 'version:99'), 1, 'has no version 99'],
      [replay('border', '--from', '3', '--to', '2'), 1, 'must not be after to'],
      [runVerb('replay', ['border', '--url', 'http://127.0.0.1:9']), 1, 'Nothing answers at http://127.0.0.1:9'],
      [replay('border', '--pace', 'fast'), 2, '--pace must be'],
      [replay('border', '--pace', '1', '--step'), 2, 'cannot be used with'],
      [replay(), 2, 'story'],
    ] as const;
    for (const [run, code, words] of cases) {
      expect([await run.ended, run.err()]).toEqual([code, expect.stringContaining(words)]);
      if (code === 1) expect(run.err().trimEnd()).not.toContain('\n');
      expect(run.out()).toBe('');
    }
  }, 60_000);
});
