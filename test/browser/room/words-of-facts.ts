/** Where a reader looks for a fact, and the words that must be there, as a person reads them on the page. */
export interface FactOnPage {
  readonly number: number;
  readonly section: string;
  /** The entry or the row within it. */
  readonly at: string;
  readonly words: readonly string[];
  readonly never?: readonly string[];
}

const said = 'What was said and what happened';
const figures = 'The figures over time';
const stands = 'Who stands where';
const monday = '“Monday” (28 October 2024, inferred';
const rutte = 'Mark Rutte, NATO Secretary General for NATO';
const there = `${rutte} at NATO headquarters, Brussels`;
const yermak = 'Andriy Yermak, head of the presidential administration for Ukraine';

const entry = (number: number, id: string, ...words: string[]): FactOnPage => ({
  number,
  section: said,
  at: `#${id}`,
  words,
});

export const factsOnPage: readonly FactOnPage[] = [
  {
    ...entry(1, 'estimate-3000', 'US Department of Defense', '3,000 troops', 'previous estimate', 'inferred'),
    never: ['about 3,000'],
  },
  entry(1, 'estimate-3000', '27 October 2024 or before', 'revised since: about 10,000 troops'),
  entry(
    2,
    'singh-believes-10000',
    'Sabrina Singh, Pentagon deputy spokeswoman',
    'as a belief',
    '“we believe”',
    'verbatim',
  ),
  entry(
    2,
    'singh-believes-10000',
    monday,
    'to train in eastern Russia',
    'about 10,000 troops',
    '“approximately 10,000”',
  ),
  entry(2, 'estimate-10000', 'Revised', 'It replaced 3,000 troops', 'because of new information'),
  {
    number: 2,
    section: 'What is known',
    at: '.lead',
    words: ['about 10,000', 'troops', 'Sabrina Singh', 'Revised', '3,000 troops'],
  },
  entry(3, 'us-dod-confirms-in-russia', 'Confirms the claim', '“confirms”', 'in the narrator’s words', 'headline'),
  entry(
    4,
    'build-up-predicted',
    'It is left open who: Sabrina Singh',
    'or The narrator of the source',
    'predicts',
    'in the coming weeks',
  ),
  entry(
    5,
    'singh-some-moved-closer',
    'Sabrina Singh',
    'moved closer to Ukraine',
    'paraphrased',
    '“part of those troops”',
  ),
  entry(5, 'estimate-moved-closer', 'A vague word: no number was given', 'a part of North Korean troops in Russia'),
  entry(5, 'us-dod-confirms-near-ukraine', 'Confirms the claim', 'North Korean troops are near Ukraine'),
  entry(
    6,
    'nato-and-brussels-fear-escalation',
    'about NATO and Brussels (left open: european-union or nato)',
    'as a belief',
    'may escalate dangerously',
  ),
  entry(
    7,
    'cooperation-grows',
    'Trend',
    'cooperation between Moscow and Pyongyang has grown',
    'since February 2022',
    'With Russia and North Korea',
  ),
  {
    ...entry(
      8,
      'fighting-would-be-turning-point',
      'If North Korean forces fight: That would mark a major turning point',
    ),
    never: ['was a turning point', 'is a turning point', 'marks a'],
  },
  entry(8, 'fighting-would-be-turning-point', 'conditional: it is not said to have happened'),
  entry(
    9,
    'biden-very-dangerous',
    'Joe Biden, US President for United States',
    'very dangerous',
    monday,
    '“thousands” (troops)',
  ),
  entry(
    10,
    'advance-october',
    'Institute for the Study of War',
    '478 km²',
    '1 October 2024 to 27 October 2024',
    'since the start of October',
  ),
  entry(
    11,
    'advance-largest-since-march-2022',
    'The narrator of the source',
    '478 km²',
    'is the largest of one month since March 2022',
  ),
  entry(12, 'advance-august', '477 km²', 'August 2024', 'mostly eastern Ukraine'),
  entry(12, 'advance-september', '459 km²', 'September 2024', 'mostly eastern Ukraine'),
  entry(12, 'october-exceeds-august-and-september', '478 km²', 'is more than 477 km²', 'is more than 459 km²'),
  {
    number: 12,
    section: figures,
    at: '.periods',
    words: ['Russian advance', 'side by side', 'never added up'],
    never: ['936', '1,414'],
  },
  entry(
    13,
    'nato-press-conference',
    'Press conference',
    'Mark Rutte, new NATO Secretary General',
    'NATO headquarters, Brussels',
    '“hours before” (before North Korea has sent',
  ),
  entry(14, 'rutte-warns-of-cooperation', `${rutte} warns`, 'Moscow and Pyongyang', 'before North Korea has sent'),
  entry(15, 'rutte-units-sent-to-kursk', there, 'sent to the Kursk region in western Russia', 'Confirms the claim'),
  entry(15, 'rutte-major-escalation', 'major escalation', 'Refers to North Korean units have been sent'),
  entry(16, 'rutte-security-threatened', there, '“Indo-Pacific and Euro-Atlantic security”', 'verbatim'),
  entry(17, 'rutte-putin-desperate', there, '“growing desperation”', 'verbatim'),
  entry(
    18,
    'estimate-losses',
    rutte,
    'more than 600,000 soldiers',
    'killed or wounded',
    'counted together: killed and wounded',
  ),
  entry(
    18,
    'estimate-losses',
    'Corrected',
    'We had it wrong',
    'was at least 600,000 soldiers, and is more than 600,000 soldiers',
  ),
  entry(19, 'rutte-kremlin-needs-support', 'Mark Rutte', 'cannot continue the invasion without support from outside'),
  entry(20, 'kursk-operation', 'Operation', 'With Ukraine', 'Kursk region, western Russia', 'since August 2024'),
  entry(20, 'estimate-held-in-kursk', '“hundreds” (km²)', 'the area that Ukraine holds', 'A vague word'),
  entry(
    21,
    'von-der-leyen-yoon-call',
    'Phone call',
    'Ursula von der Leyen, European Commission President',
    'Yoon Suk-yeol, South Korean President',
    'when is not known',
  ),
  entry(
    22,
    'von-der-leyen-turning-point',
    'Ursula von der Leyen',
    'is a turning point',
    'after A conversation by telephone',
  ),
  entry(23, 'von-der-leyen-threat-to-peace', '“threat to world peace”', 'dangerous escalation', 'verbatim'),
  entry(
    24,
    'zelensky-calls-for-sanctions',
    'Volodymyr Zelensky, President of Ukraine',
    'calls for action',
    'impose sanctions',
    'Western allies',
    'Russia and North Korea',
  ),
  entry(24, 'zelensky-calls-for-sanctions', '“last week”', 'between 21 October 2024 and 27 October 2024', 'inferred'),
  entry(
    25,
    'yermak-calls-for-weapons',
    `${yermak} on X`,
    'weapons and a clear plan',
    'left unsaid',
    'Replies to',
    '(inferred)',
  ),
  entry(26, 'ukraine-confirms-in-kursk', 'Confirms the claim', 'North Korean troops are in the Kursk region'),
  entry(
    27,
    'yermak-russia-brings-dprk-in',
    '“intervening in North Korea”',
    'verbatim as translated',
    'In doubt:',
    'bringing North Korea into the war',
  ),
  entry(27, 'yermak-others-may-follow', 'predicts', 'Others may follow'),
  entry(28, 'yermak-language-of-force', '“the language of force”', '(body)', '(subheading)'),
  entry(
    29,
    'narrator-expects-military-aid',
    'The narrator of the source',
    'military aid that is expected',
    'Explains The enemy understands',
  ),
  entry(
    30,
    'dprk-deployment-would-be-lawful',
    'If North Korean troops were deployed: The deployment would accord',
    'Neither confirms nor denies the claim',
  ),
  {
    number: 31,
    section: 'Sources and downloads',
    at: '#article',
    words: ['the Pentagon confirms', 'publisher unknown', monday],
  },
  {
    number: 3,
    section: stands,
    at: '#c\\:claim-in-russia',
    words: ['Confirmed', '“confirms”', 'Neither confirmed nor denied', 'Nothing recorded here'],
  },
  {
    number: 15,
    section: stands,
    at: '#c\\:claim-in-kursk',
    words: [
      'Mark Rutte',
      'Andriy Yermak',
      'If this is true, so is: North Korean troops are in Russia. That gives nobody a position there.',
    ],
  },
  {
    number: 18,
    section: figures,
    at: '.steps:has-text("killed or wounded")',
    words: ['An arrow leads on where a bound is open'],
  },
];
