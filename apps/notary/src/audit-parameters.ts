import { RefusalError } from '#errors';

type Query = Record<string, unknown>;
export type AuditParameters = Readonly<Record<string, string | undefined>>;

/** The query, each parameter once and known by name; anything else is refused. */
export function readAuditParameters(query: Query, known: readonly string[]): AuditParameters {
  for (const [name, value] of Object.entries(query)) {
    if (!known.includes(name)) {
      const accepts = known.length === 0 ? 'there are none here' : `the parameters are: ${known.join(', ')}`;
      throw wrong(name, 'unknown-parameter', `is not known; ${accepts}`);
    }
    if (typeof value !== 'string') throw wrong(name, 'repeated', 'must be given once');
    if (value === '') throw wrong(name, 'empty', 'must have a value, or be left out');
  }
  return query as AuditParameters;
}

/** A count of events, or a position: a whole number from `least` on. */
export function readNumber(name: string, text: string, least: number): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text) && Number(text) >= least) return Number(text);
  throw wrong(name, 'position', `must be a whole number from ${least} on`);
}

export function optional(parameters: AuditParameters, name: string, least: number): number | undefined {
  const text = parameters[name];
  return text === undefined ? undefined : readNumber(name, text, least);
}

export function required(parameters: AuditParameters, name: string, least: number): number {
  const text = parameters[name];
  if (text === undefined) throw wrong(name, 'missing', 'must be there');
  return readNumber(name, text, least);
}

export function wrong(name: string, code: string, detail: string): RefusalError {
  const errors = [{ pointer: name, code, detail }];
  return new RefusalError({ code: 'invalid-query', detail: `${name} ${detail}.`, errors });
}
