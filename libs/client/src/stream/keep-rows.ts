import type { Row, Snapshot, Step } from './messages.js';
import type { StreamMessage } from './place.js';

/** A copy of the rows of a story as of a position. */
export interface KeptRows {
  readonly story: string;
  readonly position: number;
  readonly version: number;
  readonly epoch: string;
  /** The copy itself, which the next step changes; by kind and key, with a space between. */
  readonly rows: ReadonlyMap<string, Row>;
  /** What led here; absent at the beginning. */
  readonly step?: Step;
}

const nameOf = ({ kind, key }: Pick<Row, 'kind' | 'key'>) => `${kind} ${key}`;

/** Keeps a copy of the rows of one story, and tells it at the beginning and after each step. */
export async function* keepRows(
  messages: AsyncIterable<StreamMessage> | Iterable<StreamMessage>,
): AsyncGenerator<KeptRows, void, undefined> {
  const rows = new Map<string, Row>();
  let told = -1;
  for await (const { event, data, epoch } of messages) {
    if (event === 'snapshot') {
      const { rows: all, ...of } = data as Snapshot;
      rows.clear();
      for (const row of all) rows.set(nameOf(row), row);
      // One that was cut off before the server could say its position comes again.
      if (of.position <= told) continue;
      told = of.position;
      yield { ...of, epoch, rows };
    } else if (event === 'change') {
      const step = { ...(data as Omit<Step, 'epoch'>), epoch };
      for (const row of step.ended) rows.delete(nameOf(row));
      for (const row of step.begun) rows.set(nameOf(row), row);
      told = step.position;
      yield { story: step.story, position: step.position, version: step.version, epoch, rows, step };
    }
  }
}
