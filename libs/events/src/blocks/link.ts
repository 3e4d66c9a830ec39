import { FactRef, OneOfWords } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('What a statement has to do with an earlier fact.')
export class Link {
  @Says('Whether it answers the fact, mentions it, or explains it.')
  @OneOfWords('replies', 'refers', 'glosses')
  type!: 'replies' | 'refers' | 'glosses';

  @Says('The earlier fact.')
  @FactRef()
  to!: string;

  @Says('Whether the source says so, or we infer it.')
  @OneOfWords('stated', 'inferred')
  basis!: 'stated' | 'inferred';
}
