import type { OccurrenceReported } from '#events';
import { html, nothing } from '../html.js';
import type { Html } from '../html.js';

/** The words of the pages in English. What a function is given is markup already; nothing here is from the record. */
export const en = {
  language: 'en',
  locale: 'en-GB',
  direction: 'ltr' as 'ltr' | 'rtl',
  siteName: 'Newsledger',
  tagline: 'The record of how news stories changed',
  skip: 'Skip to the story',
  onThisPage: 'On this page',

  sections: {
    now: 'What is known',
    then: 'What was known then',
    figures: 'The figures over time',
    stands: 'Who stands where',
    changes: 'What changed',
    timeline: 'What was said and what happened',
    mended: 'Corrections and retractions',
    sources: 'Sources and downloads',
  },

  /** The same in one word each, for the way about the page. */
  parts: {
    now: 'In short',
    figures: 'Figures',
    stands: 'Who stands where',
    changes: 'Changes',
    timeline: 'Timeline',
    mended: 'Corrections',
    sources: 'Sources',
  },

  story: {
    open: 'Open story',
    closed: 'Closed story',
    changed: (when: Html) => html`Last changed ${when}`,
    opened: (when: Html) => html`on record since ${when}`,
    description: (title: string) => `${title}: what is known, who says so, and how it changed.`,
    picture: (title: string) => `${title}: the leading figure and its steps`,
    pictured: (label: string, before: string) => `${label}; before: ${before}`,
    parked:
      'The record goes further than this page can show: an event of this story could not be read yet. What is shown is right as far as it goes.',
    related: 'Related stories',
    relations: { continues: 'continues', 'part-of': 'is part of', related: 'is related to' },
  },

  moments: {
    label: 'Moments of this story',
    now: 'As known now',
    then: (when: Html) => html`As known on ${when}`,
    thenWord: 'As known on',
    version: (version: number, last: number) => `Version ${version} of ${last}`,
    first: 'First version',
    previous: 'Earlier',
    next: 'Later',
    last: 'Back to now',
    go: 'Show version',
    field: 'Version',
    pastTitle: 'You are looking at the past.',
    past: (when: Html) => html`This is what was known here on ${when}. Nothing that came out later is on this page.`,
    slider: 'Moment shown: drag, or use the arrow keys, to see what was known then',
    copy: 'Copy link',
    copyWhole: 'Copy a link to this moment',
    copyFact: 'Link to this',
    copied: 'Link copied',
    loading: 'Getting the earlier versions…',
    offline: 'The earlier versions could not be loaded. The page above is complete for its moment.',
  },

  figure: {
    lead: 'The leading figure',
    latest: 'The latest figure',
    none: 'No figure has been given yet.',
    withdrawnNow: 'No figure stands: it was withdrawn',
    inWords: 'In the words of the source',
    about: (number: Html) => html`about ${number}`,
    vague: 'A vague word: no number was given.',
    unstated: 'an unstated number',
    between: (lower: Html, upper: Html) => html`between ${lower} and ${upper}`,
    moreThan: (number: Html) => html`more than ${number}`,
    atLeast: (number: Html) => html`at least ${number}`,
    fewerThan: (number: Html) => html`fewer than ${number}`,
    atMost: (number: Html) => html`at most ${number}`,
    openAbove: 'Open above: how much more is not said.',
    openBelow: 'Open below: how much less is not said.',
    partOf: (whole: Html) => html`a part of ${whole}`,
    replaced: (figure: Html) => html`It replaced ${figure}`,
    before: 'Before',
    more: (difference: Html) => html`${difference} more than before`,
    less: (difference: Html) => html`${difference} less than before`,
    combines: (things: Html) => html`counted together: ${things}`,
    place: 'Where',
    scope: 'Limited to',
    period: 'Period',
    holdsAt: 'Holds for',
    status: { current: 'stands', superseded: 'revised since', withdrawn: 'withdrawn', retracted: 'retracted' },
  },

  notices: {
    revised: 'Revised',
    issuerError: 'Revised by its issuer, who had erred',
    corrected: 'Corrected',
    withdrawn: 'Withdrawn',
    retracted: 'Retracted',
    newInformation:
      'because of new information. The earlier figure was right on record when it was given, and stays in the record.',
    erred: 'because its issuer had erred. Our record of the earlier figure was right, and stays.',
    withdrew: 'Its issuer took the figure back and gave no other.',
    weErred: 'We had it wrong:',
    tookBack: 'We took it back:',
    was: (field: string, before: Html, after: Html) => html`The ${field} was ${before}, and is ${after}.`,
    absent: 'absent',
    fields: { quantity: 'figure', proposition: 'wording of the claim', title: 'title', summary: 'summary' } as Readonly<
      Record<string, string>
    >,
    since: (when: Html) => html`since ${when}`,
    none: 'Nothing of this story has been corrected or retracted.',
    explain: {
      revised: 'New information: the earlier figure was right on record.',
      corrected: 'Our error: we had recorded it wrongly.',
      withdrawn: 'Its issuer took it back and gave no other.',
      retracted: 'We took it back; the record of it stays.',
    },
  },

  charts: {
    steps: (metric: string, points: string) => `Chart of ${metric}. ${points}`,
    bars: (metric: string, bars: string) => `Bars for ${metric}, one for each period, side by side. ${bars}`,
    notAdded: 'Figures for different periods stand side by side. They are never added up.',
    unknownTime: 'time not known',
    table: 'The figures as a table',
    columns: { figure: 'Figure', by: 'Said by', when: 'When said', known: 'Known here since', status: 'Status' },
    figuresShown: (shown: number, total: number) => `The latest ${shown} of ${total} figures.`,
    none: 'No figures are on record for this story yet.',
    issuers: 'Issuers, by their marks',
    sizes: [
      { from: 1e9, by: 1e9, sign: ' bn' },
      { from: 2e6, by: 1e6, sign: ' m' },
      { from: 1e4, by: 1e3, sign: 'k' },
    ],
    openBound: 'An arrow leads on where a bound is open.',
  },

  stands: {
    confirmed: 'Confirmed',
    denied: 'Denied',
    unconfirmed: 'Neither confirmed nor denied',
    'nothing-recorded': 'Nothing recorded here',
    nothingExplained:
      'The claim concerns this party. That nothing is recorded does not mean that it was silent, or denied.',
    notNamed: 'no position recorded',
    claim: 'Claim',
    parties: 'Parties',
    strength: { confirmed: 'as confirmed', asserted: 'asserted', believed: 'as a belief' },
    implies: (claims: Html) => html`If this is true, so is: ${claims}. That gives nobody a position there.`,
    none: 'No claims are on record for this story yet.',
    words: 'Read it in its place',
    caption: 'Claims, and where each party stands on them',
  },

  timeline: {
    key: 'Key events',
    newest: 'Newest first',
    oldest: 'Oldest first',
    undated: 'When is not known',
    later: 'More of the timeline',
    none: 'Nothing that was said or happened is on record yet.',
    known: (when: Html) => html`Known here since ${when}`,
    saidHere: 'Said in this statement',
    acts: { says: 'says', warns: 'warns', predicts: 'predicts', calls: 'calls for action' },
    asBelief: 'as a belief',
    conditional: 'conditional: it is not said to have happened',
    condition: (condition: Html) => html`If ${condition}:`,
    narrator: 'The narrator of the source',
    narratorOn: (parties: Html) => html`The narrator of the source, about ${parties}`,
    unnamed: 'An unnamed source',
    either: 'It is left open who:',
    forParties: (parties: Html) => html`for ${parties}`,
    via: (channel: Html) => html`on ${channel}`,
    at: (venue: Html) => html`at ${venue}`,
    modes: { verbatim: 'verbatim', paraphrase: 'paraphrased', narrator: 'in the narrator’s words' },
    translated: 'verbatim as translated',
    doubtful: (why: Html) => html`In doubt: ${why}`,
    leftOpen: (which: Html) => html`left open: ${which}`,
    or: ' or ',
    and: ' and ',
    links: { replies: 'Replies to', refers: 'Refers to', glosses: 'Explains' },
    inferred: 'inferred',
    call: { action: 'Action', addressees: 'Of whom', targets: 'Against whom', unsaid: 'left unsaid' },
    compares: {
      greater: (one: Html, other: Html) => html`${one} is more than ${other}`,
      less: (one: Html, other: Html) => html`${one} is less than ${other}`,
      equal: (one: Html, other: Html) => html`${one} is as much as ${other}`,
      greatest: (one: Html, since: Html) => html`${one} is the largest${since}`,
      least: (one: Html, since: Html) => html`${one} is the smallest${since}`,
      span: (span: Html) => html` of ${span}`,
      since: (date: Html) => html` since ${date}`,
    },
    confirms: 'Confirms the claim',
    denies: 'Denies the claim',
    leavesOpen: 'Neither confirms nor denies the claim',
    raised: 'A claim is recorded',
    concerns: (parties: Html) => html`It concerns ${parties}. To record it gives nobody a position.`,
    figure: 'Figure',
    withdrawal: 'Figure withdrawn',
    with: (participants: Html) => html`With ${participants}`,
    source: 'Source',
    occurrences: {
      meeting: 'Meeting',
      call: 'Phone call',
      'press-conference': 'Press conference',
      operation: 'Operation',
      deployment: 'Deployment',
      trend: 'Trend',
      other: 'Occurrence',
    } satisfies Record<OccurrenceReported['kind'], string>,
  },

  when: {
    known: (date: Html) => html`known here on ${date}`,
    unknown: 'when is not known',
    orBefore: (date: Html) => html`${date} or before`,
    orAfter: (date: Html) => html`${date} or after`,
    between: (from: Html, to: Html) => html`between ${from} and ${to}`,
    span: (from: Html, to: Html) => html`${from} to ${to}`,
    since: (date: Html) => html`since ${date}`,
    inferred: 'inferred',
    before: (facts: Html) => html`before ${facts}`,
    after: (facts: Html) => html`after ${facts}`,
    utc: 'UTC',
  },

  changes: {
    between: (from: Html, to: Html) => html`Between ${from} and ${to}`,
    until: (to: Html) => html`From the beginning to ${to}`,
    latest: 'The latest changes, newest first',
    none: 'Nothing changed between these moments.',
    more: 'All changes between these moments',
    from: 'From version',
    to: 'to version',
    show: 'Show what changed',
    minor: 'small edit',
    sentencesIn: 'en',
  },

  sources: {
    unknownPublisher: 'publisher unknown',
    publishedBy: (publisher: Html) => html`published by ${publisher}`,
    published: 'published',
    visit: 'Open the source',
    none: 'No sources are on record for this story yet.',
    downloads: 'Take the record with you',
    files: {
      csv: 'Table (CSV)',
      atom: 'Feed (Atom)',
      jsonld: 'Linked data (JSON-LD)',
      ninjs: 'For newsrooms (ninjs)',
      json: 'Data (JSON)',
    },
    record: 'The record itself, event by event',
  },

  check: {
    title: 'Check this story',
    about:
      'Every entry is signed once it is recorded. Your browser can fetch the signed record, hash all of this story itself, make the page of it anew, and compare.',
    begin: 'Check this story',
    again: 'Check again',
    checking: (versions: number) => (versions === 0 ? 'Checking…' : `Checking… ${versions} versions so far`),
    proven: (versions: number) =>
      versions === 1
        ? 'It holds: the one version of this story is what was recorded and signed.'
        : `It holds: all ${versions} versions of this story are what was recorded and signed.`,
    provenFirst: (versions: number) =>
      versions === 1
        ? 'It holds as far as it was checked: the first version is what was recorded and signed.'
        : `It holds as far as it was checked: the first ${versions} versions are what was recorded and signed.`,
    unshown: (versions: number) =>
      versions === 1
        ? 'One more version is signed, which this page cannot show yet.'
        : `${versions} more versions are signed, which this page cannot show yet.`,
    newer: (versions: number) =>
      versions === 1
        ? 'One version came after this check, and was not checked.'
        : `${versions} versions came after this check, and were not checked.`,
    unsigned: (versions: number) =>
      versions === 1
        ? 'The newest version is not signed yet: check again in some seconds.'
        : `The newest ${versions} versions are not signed yet: check again in some seconds.`,
    steps: {
      signature: (events: string) => `The signature is right, over a record of ${events} events.`,
      record: 'Each entry is what was committed to, follows the one before, and leads to the root that was signed.',
      page: 'The page, made anew in your browser out of these entries alone, says the same.',
      goesOn: (events: string) => `The record goes on from the one of ${events} events that this browser saw before.`,
      first:
        'This browser checks for the first time. It keeps what it saw, so that a record that is put back or forged later shows.',
      newHistory: 'A new history of the record began since this browser checked last: who runs it should tell why.',
    },
    broken: {
      page: (version: number) =>
        `This page does not say what was signed. The first difference is at version ${version}.`,
      record: 'The record of this story is not what was signed.',
      signature: 'The signature does not hold, or does not go on from what this browser saw before.',
    },
    alarm: 'This story failed its check: do not rely on what this page says.',
    detail: 'What was found',
    open: {
      'not-signed': 'This story is not signed yet. That takes some seconds after it is recorded: check again.',
      away: 'What signs the record cannot be reached just now, so nothing was checked. Try again in a moment.',
      key: 'The record is read with a key here, so it cannot be checked from this page.',
    },
  },

  live: {
    connecting: 'Connecting…',
    live: 'Live',
    liveWhole: ': changes appear by themselves',
    lost: 'Connection lost. Trying again…',
    offline: 'You are offline. This page is complete as of the time shown.',
    paused: 'Live is paused while you look at the past',
    off: 'Live updates need a key here',
  },

  since: {
    title: 'Since you last read',
    agoPlain: (when: string) => `You last read this story as it was on ${when}.`,
    count: (count: number) => (count === 1 ? 'One thing changed since:' : `${count} things changed since:`),
    isNew: 'New',
    dismiss: 'Mark as read',
    private: 'Remembered in this browser only.',
  },

  list: {
    title: 'Stories by latest change',
    found: (words: Html) => html`Stories that hold ${words}`,
    search: 'Search',
    searchLabel: 'Search stories',
    empty: 'No stories are on record yet. They appear here with their first event.',
    nothingFound: 'No story holds these words.',
    more: 'More stories',
    version: (version: number) => (version === 1 ? '1 version' : `${version} versions`),
  },

  errors: {
    home: 'To all stories',
    titles: {
      400: 'This address is not quite right',
      401: 'This ledger is read with a key',
      404: 'Nothing is recorded here',
      503: 'The record cannot be reached just now',
    } as Readonly<Record<number, string>>,
    other: 'Something went wrong here',
    texts: {
      400: 'Part of the address cannot be understood.',
      401: 'Who runs it decided that reading needs a key. Ask them for one, and read it with a program.',
      404: 'There is no such story here, or it was not there at that moment.',
      503: 'It is safe, and this passes. Try again in a moment.',
    } as Readonly<Record<number, string>>,
    otherText: 'It was noted here. Try again in a moment.',
  },

  embed: {
    loading: 'Loading the story…',
    failed: 'The story could not be loaded.',
    open: 'Read the whole story',
    full: 'This story on its own page, with its whole record',
  },

  number: (locale: string) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 15 }),
  none: nothing,
};
