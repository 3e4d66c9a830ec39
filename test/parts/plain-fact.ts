/** Facts as a reader has them, written short, so that a table of what is expected stays legible. */
export interface ReadFact {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The utterance as the view tells it: the fact's own, or that of the statement that it was said in. */
  readonly said?: {
    readonly by?: Attribution;
    readonly when?: object;
    readonly cites?: readonly { readonly source: string; readonly locator?: string }[];
  };
}

interface Attribution {
  readonly parties?: readonly object[];
  readonly speaker?: object;
  readonly channel?: string;
  readonly venue?: string;
  readonly at?: string;
  readonly mode?: string;
  readonly oneOf?: readonly Attribution[];
}

const toldApart = ['by', 'when', 'cites', 'proposition', 'what'];

/** Every field of a fact: nothing is left out, save the names of what has an id and the sentences in our own words. */
export function plainFact({ data, said }: ReadFact): object {
  return {
    by: said?.by === undefined ? undefined : plainAttribution(said.by),
    when: said?.when,
    cites: said?.cites?.map(({ source, locator }) => (locator === undefined ? source : `${source}: ${locator}`)),
    ...(plain(Object.fromEntries(Object.entries(data).filter(([name]) => !toldApart.includes(name)))) as object),
  };
}

/** "us-dod; Sabrina Singh, Pentagon deputy spokeswoman; verbatim". */
function plainAttribution(by: Attribution): string {
  if (by.oneOf !== undefined) return by.oneOf.map(plainAttribution).join(' OR ');
  const { parties = [], speaker, channel, venue, at, mode } = by;
  return [
    parties.map(plain).join(' + ') || undefined,
    speaker === undefined ? undefined : String(plain(speaker)),
    channel && `on ${channel}`,
    venue && `in ${venue}`,
    at && `at ${at}`,
    mode,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

/** A party, a person or a metric. */
interface Named {
  readonly id?: string;
  readonly name?: string;
  readonly oneOf?: readonly string[];
  readonly label?: string;
  readonly unit?: string;
  readonly combines?: readonly string[];
  readonly role?: string;
}

/** A party by its id, a person by name and role, a metric by its id and unit; all else as it is. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { id, name, oneOf, label, unit, combines, role } = value as Named;
  if (label !== undefined) return [id, unit, ...(combines ?? [])].join(' ');
  if (name !== undefined && oneOf !== undefined) return `${name} (${oneOf.join(' or ')})`;
  if (name !== undefined && role !== undefined) return `${name}, ${role}`;
  if (id !== undefined) return id;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
