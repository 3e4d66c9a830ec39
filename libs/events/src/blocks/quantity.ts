import { One, Optional, rule } from '../validation/field.js';
import { FiniteNumber, Flag, OneOfWords, Text } from '../validation/field-kinds.js';

export class Bound {
  @FiniteNumber()
  value!: number;

  @Flag()
  inclusive!: boolean;
}

/** A figure as it was given: "more than 600,000" is an exclusive lower bound; "hundreds" is vague and has no number. */
export class Quantity {
  @Optional()
  @FiniteNumber()
  value?: number;

  @Optional()
  @One(() => Bound)
  lower?: Bound;

  @Optional()
  @One(() => Bound)
  upper?: Bound;

  /** Absent: it was not said how exact the figure is. */
  @Optional()
  @OneOfWords('exact', 'about', 'vague')
  approx?: 'exact' | 'about' | 'vague';

  @Text()
  @rule<Quantity>(
    'quantity-says-something',
    'needs beside it value, lower or upper; or approx "vague" with the wording',
    (quantity) =>
      [quantity.value, quantity.lower, quantity.upper].some((part) => part !== undefined) ||
      (quantity.approx === 'vague' && quantity.wording !== undefined),
  )
  @rule<Quantity>('quantity-in-bounds', 'needs lower, value and upper in ascending order', isOrdered)
  unit!: string;

  @Optional()
  @Text()
  wording?: string;
}

function isOrdered({ lower, value, upper }: Quantity): boolean {
  const ascending = [lower?.value, value, upper?.value].filter((part) => typeof part === 'number');
  return ascending.every((part, at) => at === 0 || part >= (ascending[at - 1] ?? part));
}
