import type pg from 'pg';

/**
 * Whether words, as a search box takes them, say what must be there. Where they only leave out, or may, nearly every text
 * fits, and no index leads to it.
 */
export async function isSearchable(pool: pg.Pool, words: string): Promise<boolean> {
  const { rows } = await pool.query<{ searchable: boolean }>({
    name: 'is_searchable',
    text: `select querytree(websearch_to_tsquery('english', $1::text)) <> 'T' as searchable`,
    values: [words],
  });
  return rows[0]?.searchable ?? false;
}
