import { OneOfWords, Slug } from '../validation/field-kinds.js';

/** Version 1 had two words for one thing: `follows` and `continues`. */
export class StoryLinkedV1 {
  @Slug()
  to!: string;

  @OneOfWords('continues', 'follows', 'part-of', 'related')
  relation!: 'continues' | 'follows' | 'part-of' | 'related';
}
