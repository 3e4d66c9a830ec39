/** An event that is shown. */
export interface EventLine {
  /** The leaf without its format byte. */
  readonly leaf: string;
  /** Hexadecimal. */
  readonly salt: string;
  readonly actor?: string;
  readonly data: string;
}

/** Events that are not shown: a whole subtree of them. */
export interface HashLine {
  /** Of the first of them. */
  readonly position: number;
  readonly leaves: number;
  /** Base64. */
  readonly hash: string;
}

type Sent<T> = Partial<Record<keyof T, unknown>>;
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

/** A salt of another length would have the bytes that were committed to begin elsewhere. */
export const isEventLine = ({ leaf, salt, actor, data }: Sent<EventLine>): boolean =>
  isText(leaf) && isText(salt) && /^[0-9a-f]{32}$/.test(salt) && (actor === undefined || isText(actor)) && isText(data);

export const isHashLine = ({ position, leaves, hash }: Sent<HashLine>): boolean =>
  isCount(position) && isCount(leaves) && isText(hash);
