import type { ErrorCode } from '#errors';
import type { Schema } from '#events';

/** One route as it is promised. `answer` is the name of a schema. */
export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly parameters: readonly Schema[];
  readonly answer: string;
  /** `application/json` where it is absent. */
  readonly mediaType?: string;
  /** The media types that it can be had in beside that one, with what these are. */
  readonly alsoAs?: Readonly<Record<string, Schema>>;
  /** Whether it leads to the state of a time that a header names (RFC 7089). */
  readonly isTimeGate?: true;
  readonly refuses: readonly ErrorCode[];
}
