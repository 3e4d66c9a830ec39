/** The first thing that is wrong with a record, as narrow as it can be told. */
export interface Finding {
  readonly what:
    | 'event'
    | 'interval'
    | 'tree'
    | 'checkpoint'
    | 'key'
    | 'remembered'
    | 'topic'
    | 'log'
    | 'views'
    | 'bundle'
    | 'unsigned';
  /** Of an event. */
  readonly position?: number;
  readonly story?: string;
  /** Where it cannot be told which event differs: it is behind the one position, and not behind the other. */
  readonly between?: readonly [after: number, upTo: number];
  readonly expected?: string;
  readonly found?: string;
  /** A sentence for a person. */
  readonly detail: string;
}

/** Ends a check. */
export class AuditFault extends Error {
  override readonly name = 'AuditFault';

  constructor(readonly finding: Finding) {
    super(finding.detail);
  }
}

/** What a check found, or undefined where it ended well. Whatever else is thrown goes on. */
export async function findingOf(check: () => Promise<unknown>): Promise<Finding | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof AuditFault) return error.finding;
    throw error;
  }
}
