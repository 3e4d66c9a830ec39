import { OneOfWords, Slug } from '../validation/field-kinds.js';

/** The story is tied to another one of the same ledger. */
export class StoryLinked {
  /** The id of the other story. */
  @Slug()
  to!: string;

  @OneOfWords('continues', 'part-of', 'related')
  relation!: 'continues' | 'part-of' | 'related';
}
