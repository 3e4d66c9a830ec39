import { FactRef, OneOfWords } from '../validation/field-kinds.js';

export class Link {
  @OneOfWords('replies', 'refers', 'glosses')
  type!: 'replies' | 'refers' | 'glosses';

  @FactRef()
  to!: string;

  @OneOfWords('stated', 'inferred')
  basis!: 'stated' | 'inferred';
}
