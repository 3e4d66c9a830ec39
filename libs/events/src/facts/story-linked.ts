import { OneOfWords, Slug } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('The story is tied to another one of the same ledger.')
export class StoryLinked {
  @Says('The id of the other story.')
  @Slug()
  to!: string;

  @Says('How the two are tied.')
  @OneOfWords('continues', 'part-of', 'related')
  relation!: 'continues' | 'part-of' | 'related';
}
