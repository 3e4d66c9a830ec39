import { One, Optional, rule } from '../validation/field.js';
import { FiniteNumber, Flag, OneOfWords, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';
import { anyOf, has, hasValue } from '../validation/schema-parts.js';

@Says('One end of what a figure may be.')
export class Bound {
  @Says('The number at this end.')
  @FiniteNumber()
  value!: number;

  @Says('Whether the figure may be that number itself.')
  @Flag()
  inclusive!: boolean;
}

@Says(
  'A figure as it was given: "more than 600,000" is an exclusive lower bound; "hundreds" is vague and has no number.',
)
export class Quantity {
  @Says('The number, where one was given.')
  @Optional()
  @FiniteNumber()
  value?: number;

  @Says('The number that it is at least, or more than.')
  @Optional()
  @One(() => Bound)
  lower?: Bound;

  @Says('The number that it is at most, or less than.')
  @Optional()
  @One(() => Bound)
  upper?: Bound;

  @Says('How exact the figure is said to be; absent where that was not said.')
  @Optional()
  @OneOfWords('exact', 'about', 'vague')
  approx?: 'exact' | 'about' | 'vague';

  @Says('What is counted or measured.')
  @Text()
  @rule<Quantity>(
    'quantity-says-something',
    'needs beside it value, lower or upper; or approx "vague" with the wording',
    (quantity) =>
      [quantity.value, quantity.lower, quantity.upper].some((part) => part !== undefined) ||
      (quantity.approx === 'vague' && quantity.wording !== undefined),
    anyOf(has('value'), has('lower'), has('upper'), { ...hasValue('approx', 'vague'), ...has('approx', 'wording') }),
  )
  @rule<Quantity>('quantity-in-bounds', 'needs lower, value and upper in ascending order', isOrdered)
  unit!: string;

  @Says('The figure in the words of the source.')
  @Optional()
  @Text()
  wording?: string;
}

function isOrdered({ lower, value, upper }: Quantity): boolean {
  const ascending = [lower?.value, value, upper?.value].filter((part) => typeof part === 'number');
  return ascending.every((part, at) => at === 0 || part >= (ascending[at - 1] ?? part));
}
