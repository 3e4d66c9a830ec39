import { randomUUID } from 'node:crypto';
import { until } from '../../parts/until.js';
import { live, slider } from './moving-in-time.js';
import type { ReadingRoom } from './reading-room.js';

const texts = [
  `<script>window.broken=1;alert(1)</script>`,
  `"><img src=x onerror="window.broken=1;alert(2)">`,
  `</script><script>window.broken=1</script>`,
  `' onmouseover='window.broken=1' style='position:fixed;inset:0`,
  `javascript:window.broken=1`,
  `\u202eright to left, and never back\u202d`,
  'مرحبا بالعالم، 123 שלום',
  'W'.repeat(10_000),
  '👩‍👩‍👧‍👦'.repeat(40),
  'zero\u200bwidth\u200djoined\ufeff\u00ad text',
  '{{constructor.constructor("window.broken=1")()}} ${window.broken=1} &lt;b&gt;',
];

/** One text in every field of a story that takes one. */
function storyOf(text: string): readonly object[] {
  const party = { id: 'a-party', name: text };
  const by = {
    parties: [party],
    speaker: { id: 'a-speaker', name: text, role: text },
    channel: text,
    venue: text,
    mode: 'verbatim',
  };
  const cites = [{ source: 'source', locator: text }];
  const when = { edtf: '2026-03-01', wording: text, basis: 'inferred' };
  const metric = { id: 'metric', label: text, unit: text };
  const wording = { text, by: 'party', translated: true, doubtful: text };
  const quantity = { value: 5, unit: text, wording: text };
  return [
    { id: 'opening', type: 'StoryOpened', data: { title: text, language: 'en', summary: text } },
    {
      id: 'source',
      type: 'SourceFiled',
      data: { title: text, publisher: text, url: 'https://news.example/a?b="c"', published: when },
    },
    {
      id: 'said',
      type: 'StatementIssued',
      data: {
        act: 'calls',
        modality: 'conditional',
        condition: text,
        proposition: text,
        wording,
        call: { action: text, addressees: [party], targets: [] },
        by,
        when,
        cites,
      },
    },
    {
      id: 'figure',
      type: 'EstimateIssued',
      data: {
        metric,
        quantity,
        scope: text,

        period: when,
        by: { ...by, mode: 'paraphrase' },
        when,
        cites,
      },
    },
    {
      id: 'vague',
      type: 'EstimateIssued',
      data: {
        metric: { ...metric, id: 'vague' },
        quantity: { approx: 'vague', wording: text, unit: text },
        saidIn: 'said',
      },
    },
    {
      id: 'revised',
      type: 'EstimateRevised',
      data: {
        metric,
        quantity: { ...quantity, value: 9 },
        revises: 'figure',
        cause: 'issuer-error',
        by: { ...by, mode: 'paraphrase' },
      },
    },
    {
      id: 'claim',
      type: 'ClaimRaised',
      data: { proposition: text, concerns: [party, { name: text, oneOf: ['one', 'other'] }] },
    },
    { id: 'denied', type: 'ClaimDenied', data: { claim: 'claim', wording, by } },
    {
      id: 'met',
      type: 'OccurrenceReported',
      data: {
        kind: 'meeting',
        what: text,
        participants: [{ id: 'b', name: text, role: text }],
        place: { name: text },
        by: { mode: 'narrator' },
      },
    },
    { id: 'mended', type: 'FactCorrected', data: { fact: 'said', patch: { proposition: `${text} ` }, reason: text } },
    { id: 'taken', type: 'FactRetracted', data: { fact: 'met', reason: text } },
    {
      id: 'summary',
      type: 'StorySummarised',
      data: { summary: text, lead: 'revised', keyFacts: ['revised', 'said', 'denied'] },
    },
  ];
}

export function hostileTexts(roomOf: () => ReadingRoom): void {
  test('hostile texts in every field execute nothing and break no layout', async () => {
    const room = roomOf();
    const stories = await Promise.all(
      texts.map(async (text, at) => {
        const story = `hostile-${at}-${randomUUID()}`;
        await room.send(story, ...storyOf(text));
        return { text, story };
      }),
    );
    const page = await room.open('/', { viewport: { width: 320, height: 700 } });
    const faults: string[] = [];
    for (const { text, story } of [...stories, { text: 'the list', story: '' }]) {
      await page.goto(`${room.url}/${story === '' ? '' : `stories/${story}`}`);
      if (story !== '') {
        await live(page).waitFor();
        const last = Number(await slider(page).getAttribute('max'));
        // Through the script's own rendering too.
        await slider(page).fill(String(last - 1));
        await until(
          'the version before is shown',
          async () => (await page.locator('article').getAttribute('data-version')) === String(last - 1),
        );
        await slider(page).fill(String(last));
        await page.locator(`article[data-version="${last}"]`).waitFor();
        if (text.trim() !== '' && !(await page.locator('h1').innerText()).includes(text.slice(0, 8)))
          faults.push(`${text.slice(0, 30)}: not shown`);
      }
      const found = await page.evaluate(() => ({
        broken: 'broken' in window,
        strange: document.querySelectorAll(
          'main script:not([type]), main img, main iframe, [onerror], [onmouseover], [style]',
        ).length,
        wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      if (found.broken || found.strange > 0 || found.wider > 0)
        faults.push(`${text.slice(0, 30)}: ${JSON.stringify(found)}`);
    }
    expect(faults).toEqual([]);
  }, 60_000);
}
