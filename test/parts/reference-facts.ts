/** One event that carries a fact, and every field that a reader must find there, `by`, `when` and `cites` included. */
export interface ReferenceRecord {
  readonly id: string;
  readonly type: string;
  /** Words that must be in what it says in our own words. */
  readonly says?: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ReferenceFact {
  readonly number: number;
  readonly fact: string;
  readonly records: readonly ReferenceRecord[];
}

const fact = (number: number, text: string, ...records: ReferenceRecord[]): ReferenceFact => ({
  number,
  fact: text,
  records,
});
const statement = (id: string, says: string, fields: object): ReferenceRecord => ({
  id,
  type: 'StatementIssued',
  says,
  fields: { act: 'says', modality: 'asserted', cites: ['article'], ...fields },
});
const figure = (id: string, fields: object, type = 'EstimateIssued'): ReferenceRecord => ({
  id,
  type,
  fields: { cites: ['article'], ...fields },
});
const occurrence = (id: string, says: string, fields: object): ReferenceRecord => ({
  id,
  type: 'OccurrenceReported',
  says,
  fields: { by: 'narrator', cites: ['article'], ...fields },
});
const position = (type: string, id: string, claim: string, fields: object): ReferenceRecord => ({
  id,
  type,
  fields: { claim, cites: ['article'], ...fields },
});
const words = (text: string) => ({ text, by: 'party', language: 'en' });

const monday = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' };
const theMonday = { edtf: '2024-10-28', basis: 'inferred' };
const hoursBefore = { wording: 'hours before', basis: 'inferred', before: ['singh-believes-10000'] };
const inTheMonth = (edtf: string, wording: string) => ({ edtf, wording, basis: 'inferred' });

const singh = 'us-dod; Sabrina Singh, Pentagon deputy spokeswoman';
const rutte = 'nato; Mark Rutte, NATO Secretary General';
const there = 'in NATO headquarters, Brussels; at nato-press-conference';
const vonDerLeyen = 'european-commission; Ursula von der Leyen, European Commission President';
const yermak = 'ukraine; Andriy Yermak, head of the presidential administration';
const troops = 'dprk-troops-in-russia troops';
const isw = 'isw; paraphrase';
const kursk = { name: 'Kursk region, western Russia' };

/** The reference story, written by hand: what must be found of each of its 31 facts. */
export const referenceFacts: readonly ReferenceFact[] = [
  fact(
    1,
    'the figure of 3,000 troops, not said to be about',
    figure('estimate-3000', {
      metric: troops,
      quantity: { value: 3000, unit: 'troops' },
      by: 'us-dod; paraphrase',
      when: { edtf: '[..2024-10-27]', wording: 'previous estimate', basis: 'inferred' },
    }),
  ),
  fact(
    2,
    'the belief that about 10,000 troops train in eastern Russia, which revises the figure',
    statement('singh-believes-10000', 'approximately 10,000 troops to train in eastern Russia', {
      modality: 'believed',
      by: `${singh}; verbatim`,
      wording: words('we believe'),
      when: { ...monday, after: ['estimate-3000'] },
    }),
    figure(
      'estimate-10000',
      {
        metric: troops,
        quantity: { value: 10_000, approx: 'about', unit: 'troops', wording: 'approximately 10,000' },
        place: { name: 'eastern Russia' },
        revises: 'estimate-3000',
        cause: 'new-information',
        saidIn: 'singh-believes-10000',
        by: `${singh}; verbatim`,
        when: { ...monday, after: ['estimate-3000'] },
      },
      'EstimateRevised',
    ),
  ),
  fact(
    3,
    'a headline by which the Pentagon confirms',
    position('ClaimConfirmed', 'us-dod-confirms-in-russia', 'claim-in-russia', {
      strength: 'confirmed',
      by: 'us-dod; narrator',
      wording: { text: 'confirms', by: 'narrator', language: 'en' },
      when: theMonday,
      cites: ['article: headline'],
    }),
  ),
  fact(
    4,
    'a likely build-up near Ukraine, said by Singh or by the narrator',
    statement('build-up-predicted', 'likely build up near Ukraine in the coming weeks', {
      act: 'predicts',
      by: `${singh}; paraphrase OR narrator`,
      when: theMonday,
    }),
  ),
  fact(
    5,
    'a part of the troops that has moved closer to Ukraine',
    statement('singh-some-moved-closer', 'already moved closer to Ukraine', {
      by: `${singh}; paraphrase`,
      when: monday,
    }),
    figure('estimate-moved-closer', {
      metric: 'dprk-troops-moved-closer troops',
      quantity: { approx: 'vague', unit: 'troops', wording: 'part of those troops' },
      partOf: 'estimate-10000',
      saidIn: 'singh-some-moved-closer',
      by: `${singh}; paraphrase`,
      when: monday,
    }),
    position('ClaimConfirmed', 'us-dod-confirms-near-ukraine', 'claim-near-ukraine', {
      strength: 'asserted',
      saidIn: 'singh-some-moved-closer',
      by: `${singh}; paraphrase`,
      when: monday,
    }),
  ),
  fact(
    6,
    'the fear of NATO, and of a Brussels that may be either',
    statement('nato-and-brussels-fear-escalation', 'escalate dangerously', {
      modality: 'believed',
      by: 'nato + Brussels (european-union or nato); narrator',
    }),
  ),
  fact(
    7,
    'military cooperation that has grown',
    occurrence('cooperation-grows', 'cooperation between Moscow and Pyongyang has grown', {
      kind: 'trend',
      participants: ['russia', 'dprk'],
      when: { edtf: '2022-02/..', wording: 'since the invasion of Ukraine', basis: 'stated' },
    }),
  ),
  fact(
    8,
    'a turning point, if they fight',
    statement('fighting-would-be-turning-point', 'would mark a major turning point', {
      modality: 'conditional',
      condition: 'North Korean forces fight',
      by: 'narrator',
    }),
  ),
  fact(
    9,
    'the danger that Biden sees, and his vague number',
    statement('biden-very-dangerous', 'very dangerous', {
      by: 'united-states; Joe Biden, US President; paraphrase',
      when: monday,
    }),
    figure('estimate-thousands-sent', {
      metric: 'dprk-troops-sent troops',
      quantity: { approx: 'vague', unit: 'troops', wording: 'thousands' },
      saidIn: 'biden-very-dangerous',
      by: 'united-states; Joe Biden, US President; paraphrase',
      when: monday,
    }),
  ),
  fact(
    10,
    'the Russian advance in October so far',
    figure('advance-october', {
      metric: 'russian-advance km²',
      quantity: { value: 478, unit: 'km²' },
      period: inTheMonth('2024-10-01/2024-10-27', 'since the start of October'),
      by: isw,
    }),
  ),
  fact(
    11,
    'the largest advance of a month since March 2022',
    statement('advance-largest-since-march-2022', 'since March 2022', {
      by: 'narrator',
      compares: [
        {
          subject: 'advance-october',
          relation: 'greatest',
          among: { metric: 'russian-advance', span: 'one month', since: '2022-03' },
        },
      ],
    }),
  ),
  fact(
    12,
    'the advances of August and September, each exceeded',
    figure('advance-august', {
      metric: 'russian-advance km²',
      quantity: { value: 477, unit: 'km²' },
      scope: 'mostly eastern Ukraine',
      period: inTheMonth('2024-08', 'August'),
      by: isw,
    }),
    figure('advance-september', {
      metric: 'russian-advance km²',
      quantity: { value: 459, unit: 'km²' },
      scope: 'mostly eastern Ukraine',
      period: inTheMonth('2024-09', 'September'),
      by: isw,
    }),
    statement('october-exceeds-august-and-september', 'exceeds', {
      by: isw,
      compares: [
        { subject: 'advance-october', relation: 'greater', to: 'advance-august' },
        { subject: 'advance-october', relation: 'greater', to: 'advance-september' },
      ],
    }),
  ),
  fact(
    13,
    'the press conference at NATO headquarters',
    occurrence('nato-press-conference', 'head of NATO', {
      kind: 'press-conference',
      participants: ['Mark Rutte, new NATO Secretary General'],
      place: { name: 'NATO headquarters, Brussels' },
      when: { ...hoursBefore, basis: 'stated' },
    }),
  ),
  fact(
    14,
    'the warning against the cooperation, of which no venue is known',
    statement('rutte-warns-of-cooperation', 'cooperation between Moscow and Pyongyang', {
      act: 'warns',
      by: `${rutte}; paraphrase`,
      when: { basis: 'stated', before: ['singh-believes-10000'] },
    }),
  ),
  fact(
    15,
    'units in the Kursk region, confirmed by NATO, and an escalation',
    statement('rutte-units-sent-to-kursk', 'sent to the Kursk region in western Russia', {
      by: `${rutte}; ${there}; paraphrase`,
      when: hoursBefore,
    }),
    position('ClaimConfirmed', 'nato-confirms-in-kursk', 'claim-in-kursk', {
      strength: 'asserted',
      saidIn: 'rutte-units-sent-to-kursk',
      by: `${rutte}; ${there}; paraphrase`,
      when: hoursBefore,
    }),
    statement('rutte-major-escalation', 'major escalation', {
      by: `${rutte}; ${there}; paraphrase`,
      when: hoursBefore,
      links: [{ type: 'refers', to: 'rutte-units-sent-to-kursk', basis: 'stated' }],
    }),
  ),
  fact(
    16,
    'the threat to the security of two regions',
    statement('rutte-security-threatened', 'cooperation threatens the security', {
      by: `${rutte}; ${there}; verbatim`,
      wording: words('Indo-Pacific and Euro-Atlantic security'),
      when: hoursBefore,
    }),
  ),
  fact(
    17,
    'the desperation of Putin',
    statement('rutte-putin-desperate', 'Putin', {
      by: `${rutte}; ${there}; verbatim`,
      wording: words('growing desperation'),
      when: hoursBefore,
    }),
  ),
  fact(
    18,
    'more than 600,000 killed and wounded, together',
    figure('estimate-losses', {
      metric: 'russian-killed-or-wounded soldiers killed wounded',
      quantity: { lower: { value: 600_000, inclusive: false }, unit: 'soldiers', wording: 'more than 600,000' },
      period: { wording: 'since the conflict began', basis: 'stated' },
      by: `${rutte}; paraphrase`,
    }),
  ),
  fact(
    19,
    'an invasion that needs support from outside',
    statement('rutte-kremlin-needs-support', 'cannot continue the invasion without support', {
      by: `${rutte}; paraphrase`,
    }),
  ),
  fact(
    20,
    'the Ukrainian operation in the Kursk region, and what it holds',
    occurrence('kursk-operation', 'Ukrainian ground operation', {
      kind: 'operation',
      participants: ['ukraine'],
      place: kursk,
      when: { edtf: '2024-08/..', wording: 'since August', basis: 'inferred' },
    }),
    figure('estimate-held-in-kursk', {
      metric: 'ukrainian-held-area-in-kursk km²',
      quantity: { approx: 'vague', unit: 'km²', wording: 'hundreds' },
      place: kursk,
      by: 'narrator',
    }),
  ),
  fact(
    21,
    'the call between von der Leyen and Yoon, at a time that is not known',
    occurrence('von-der-leyen-yoon-call', 'by telephone', {
      kind: 'call',
      participants: ['Ursula von der Leyen, European Commission President', 'Yoon Suk-yeol, South Korean President'],
    }),
  ),
  fact(
    22,
    'a turning point, without a condition, after the call',
    statement('von-der-leyen-turning-point', 'is a turning point', {
      by: `${vonDerLeyen}; paraphrase`,
      when: { basis: 'stated', after: ['von-der-leyen-yoon-call'] },
    }),
  ),
  fact(
    23,
    'a dangerous escalation and a threat to peace',
    statement('von-der-leyen-threat-to-peace', 'dangerous escalation', {
      by: `${vonDerLeyen}; verbatim`,
      wording: words('threat to world peace'),
    }),
  ),
  fact(
    24,
    'the call for sanctions, last week',
    statement('zelensky-calls-for-sanctions', 'sanctions on Russia and North Korea', {
      act: 'calls',
      by: 'ukraine; Volodymyr Zelensky, President of Ukraine; paraphrase',
      call: { action: 'impose sanctions', addressees: ['western-allies'], targets: ['russia', 'dprk'] },
      when: { edtf: '[2024-10-21..2024-10-27]', wording: 'last week', basis: 'inferred' },
    }),
  ),
  fact(
    25,
    'the call for weapons and a plan, which we take for a reply',
    statement('yermak-calls-for-weapons', 'Sanctions are not enough', {
      act: 'calls',
      by: `${yermak}; on X; paraphrase`,
      call: { action: 'provide weapons and a clear plan', addressees: [], targets: [] },
      links: [{ type: 'replies', to: 'zelensky-calls-for-sanctions', basis: 'inferred' }],
      when: monday,
    }),
  ),
  fact(
    26,
    'troops in the Kursk region, confirmed by Ukraine in the same post',
    position('ClaimConfirmed', 'ukraine-confirms-in-kursk', 'claim-in-kursk', {
      strength: 'asserted',
      saidIn: 'yermak-calls-for-weapons',
      by: `${yermak}; on X; paraphrase`,
      when: monday,
    }),
  ),
  fact(
    27,
    'North Korea brought in, in words whose translation is in doubt, and others that may follow',
    statement('yermak-russia-brings-dprk-in', 'Russia is bringing North Korea', {
      by: `${yermak}; verbatim`,
      wording: {
        ...words('intervening in North Korea'),
        translated: true,
        doubtful:
          'The words as translated turn the meaning around: the context speaks of North Korea being brought in.',
      },
    }),
    statement('yermak-others-may-follow', 'Others may follow', { act: 'predicts', by: `${yermak}; paraphrase` }),
  ),
  fact(
    28,
    'one quotation, which stands twice',
    statement('yermak-language-of-force', 'the allies have', {
      by: `${yermak}; verbatim`,
      wording: words('the language of force'),
      cites: ['article: body', 'article: subheading'],
    }),
  ),
  fact(
    29,
    'what the narrator takes it to mean',
    statement('narrator-expects-military-aid', 'military aid that is expected', {
      by: 'narrator',
      links: [{ type: 'glosses', to: 'yermak-language-of-force', basis: 'stated' }],
    }),
  ),
  fact(
    30,
    'a deployment that would be lawful, and a presence left unconfirmed',
    statement('dprk-deployment-would-be-lawful', 'accord with international law', {
      modality: 'conditional',
      condition: 'North Korean troops were deployed',
      by: 'dprk; paraphrase',
    }),
    position('ClaimLeftUnconfirmed', 'dprk-leaves-unconfirmed', 'claim-in-russia', {
      saidIn: 'dprk-deployment-would-be-lawful',
      by: 'dprk; paraphrase',
    }),
  ),
  fact(31, 'the article, its publisher unknown', {
    id: 'article',
    type: 'SourceFiled',
    fields: {
      title: 'News report on North Korean troops in Russia, headed: the Pentagon confirms',
      language: 'en',
      published: monday,
    },
  }),
];
