import { factKinds } from '#exports';
import type { FactKind, StoryView, ViewFact } from '#exports';
import { utteranceOf } from '#views';
import type { KnownStory, Row } from '#views';

type FactRow = Extract<Row, { readonly kind: FactKind }>;

const isFact = (row: Row): row is FactRow => (factKinds as readonly string[]).includes(row.kind);

/** A story's rows as the formats want them: its facts as they were said or happened, with who said them. */
export function viewOfStory(
  named: Pick<StoryView, 'story' | 'ledger' | 'epoch' | 'publicUrl'>,
  { version, position, changedAt, rows }: KnownStory,
): StoryView {
  const header = rows.find((row) => row.kind === 'header');
  if (header?.kind !== 'header') throw new Error(`the story ${named.story} has no header`);
  const facts = rows.filter(isFact);
  const statements = new Map(facts.flatMap((row) => (row.kind === 'statement' ? [[row.key, row] as const] : [])));
  const placeOf = (row: FactRow): FactRow => {
    const behind = 'saidIn' in row.doc.data ? statements.get(row.doc.data.saidIn ?? '') : undefined;
    return behind === undefined ? row : placeOf(behind);
  };
  // What was said in a statement stands behind it; what nobody is said to have said, at the end.
  const placed = facts.map((row) => ({ row, place: placeOf(row) }));
  const keyOf = ({ place }: (typeof placed)[number]) => place.doc.order?.key ?? '~~';
  placed.sort(
    (one, other) =>
      compare(keyOf(one), keyOf(other)) ||
      one.place.doc.position - other.place.doc.position ||
      one.row.doc.position - other.row.doc.position,
  );
  return {
    ...named,
    version,
    position,
    changedAt,
    header: header.doc,
    facts: placed.map(({ row }) => {
      const said = row.kind === 'source' ? {} : utteranceOf(row.doc.data, (id) => statements.get(id)?.doc.data);
      return { kind: row.kind, key: row.key, doc: row.doc, said } as ViewFact;
    }),
    corrections: rows.flatMap((row) => (row.kind === 'correction' ? [row.doc] : [])),
    retractions: rows.flatMap((row) => (row.kind === 'retraction' ? [row.doc] : [])),
  };
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
