import type { Moment } from '#views';
import { readMomentParameter, wrongParameter } from '../parameters.js';
import type { Parameters } from '../parameters.js';

/** A moment in the address of a page: a version, or a time. Readers never meet positions, so a bare number is a version. */
export function readPageMoment(parameters: Parameters, name: string): Moment | undefined {
  const text = parameters[name];
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return { by: 'version', version: Number(text) };
  const moment = /^\d+$/.test(text) ? undefined : readMomentParameter(parameters, name);
  if (moment === undefined)
    throw wrongParameter(name, 'moment', 'must be a version, or a time such as 2024-10-28T21:05:00Z');
  return moment;
}
