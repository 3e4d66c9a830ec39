import { OneOfWords, Slug } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('Version 1 had two words for one thing: `follows` and `continues`.')
export class StoryLinkedV1 {
  @Says('The id of the other story.')
  @Slug()
  to!: string;

  @Says('How the two are tied.')
  @OneOfWords('continues', 'follows', 'part-of', 'related')
  relation!: 'continues' | 'follows' | 'part-of' | 'related';
}
