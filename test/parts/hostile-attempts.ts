import { currentVersions } from '#events';
import type { EventType } from '#events';
import { bareData, wholeData } from '../../libs/events/src/event-examples.js';
import { hostileValues, pathsOf, withValueAt } from './hostile-values.js';

export const types = Object.keys(currentVersions) as EventType[];
/** One value in one field of one event, in a publish to a story. */
export interface Attempt {
  readonly type: EventType;
  readonly what: string;
  readonly story: string;
  readonly id: string;
  readonly data: string;
  readonly body: string;
}

const estimate = {
  type: 'EstimateIssued' as const,
  data: { ...bareData.EstimateIssued, metric: (wholeData.EstimateIssued as { metric: object }).metric },
};

interface Told {
  readonly id: string;
  readonly type: EventType;
  readonly data: object;
}

/** The facts that the examples name, so that what is refused is refused for the hostile value. */
const told: readonly Told[] = [
  { id: 'story', type: 'StoryOpened', data: bareData.StoryOpened },
  ...['article', 'transcript'].map((id) => ({ id, type: 'SourceFiled' as const, data: bareData.SourceFiled })),
  { id: 'press-conference', type: 'OccurrenceReported', data: bareData.OccurrenceReported },
  ...['singh-says', 'zelensky-calls', 'dprk-says', 'earlier', 'later'].map((id) => ({
    id,
    type: 'StatementIssued' as const,
    data: bareData.StatementIssued,
  })),
  ...['first', 'second', 'whole', 'october', 'september'].map((id) => ({ id, ...estimate })),
  ...['in-russia', 'in-kursk'].map((id) => ({ id, type: 'ClaimRaised' as const, data: bareData.ClaimRaised })),
  { id: 'end', type: 'StoryClosed', data: bareData.StoryClosed },
];

/** What an attempt takes from the story: nobody after it may have the same, so that each has a figure of its own. */
const takes: { readonly [T in EventType]?: string } = {
  EstimateRevised: 'revises',
  FactCorrected: 'fact',
  FactRetracted: 'fact',
};

/** Those that begin or end a story are tried on a story each; all others one after the other on a story for their field. */
export const ofStories: readonly EventType[] = ['StoryOpened', 'StoryClosed', 'StoryReopened'];

/** What must come before an event of the type, in the story that it is tried on. */
export function before(type: EventType): readonly Told[] {
  if (type === 'StoryOpened') return [];
  return told.filter(({ id }) => id !== 'end' || type === 'StoryReopened');
}

function attemptsAt(type: EventType, path: readonly string[], place: number): Attempt[] {
  return hostileValues.map((value, at) => {
    const isAlone = ofStories.includes(type);
    const member = takes[type];
    const figure = member === undefined ? [] : [{ id: `figure-${at}`, ...estimate }];
    const whole = member === undefined ? wholeData[type] : { ...wholeData[type], [member]: `figure-${at}` };
    const data = withValueAt(whole, path, value);
    const id = `tried-${at}`;
    const events = [...(isAlone ? before(type) : []), ...figure].map((one) => JSON.stringify(one));
    return {
      type,
      what: `${type} ${path.join('/')} ${value.slice(0, 40)}`,
      story: `${type.toLowerCase()}-${place}${isAlone ? `-${at}` : ''}`,
      id,
      data,
      body: `{"events":[${[...events, `{"id":"${id}","type":"${type}","data":${data}}`].join(',')}]}`,
    };
  });
}

const known = new Set<string>();

/** A field of a block that another type has too was tried there with every value: here it is with one in four, of each type others. */
function isTried(type: EventType, path: readonly string[]): (at: number) => boolean {
  const name = path.join('/');
  if (path.length < 2 || !known.has(name)) {
    known.add(name);
    return () => true;
  }
  const turn = types.indexOf(type) % 4;
  return (at) => at % 4 === turn;
}

const fields = types.flatMap((type) =>
  pathsOf(wholeData[type]).map((path, place) => {
    const isWanted = isTried(type, path);
    return attemptsAt(type, path, place).map((attempt, at) => (isWanted(at) ? attempt : undefined));
  }),
);
// Value by value, so that no two at a time are of one story.
export const attempts = hostileValues.flatMap((_, at) => fields.flatMap((field) => field[at] ?? []));
