import { anyRead } from './any-read.js';
import * as parameter from './parameters.js';
import type { Route } from './route.js';

/** What is asked of all stories at once. */
export const across: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/corrections',
    id: 'listCorrections',
    tag: 'Reading',
    summary: 'Corrections and retractions across stories, the latest first, with how long the error stood',
    parameters: [
      parameter.since,
      parameter.toTime,
      parameter.recordedBy,
      parameter.reason,
      parameter.limit,
      parameter.cursor,
    ],
    answer: 'Corrections',
    refuses: anyRead,
  },
  {
    method: 'get',
    path: '/v1/parties/{party}/statements',
    id: 'readPartyStatements',
    tag: 'Reading',
    summary: 'What a party or a speaker said, in all stories, the latest recorded first',
    parameters: [
      parameter.party,
      parameter.asOf,
      parameter.minPosition,
      parameter.epoch,
      parameter.limit,
      parameter.cursor,
    ],
    answer: 'PartyStatements',
    refuses: [...anyRead, 'moment-in-future', 'epoch-differs', 'position-not-reached'],
  },
  {
    method: 'get',
    path: '/v1/parked',
    id: 'listParked',
    tag: 'Reading',
    summary: 'The stories with an event that the views cannot show yet: the record goes further than what is shown',
    parameters: [parameter.limit, parameter.cursor],
    answer: 'Parked',
    refuses: anyRead,
  },
];
