import type { Observation, QuantitativeValue } from 'schema-dts';
import type { Quantity } from '#events';
import { optional, tellAmount, tellWhen } from '#views';
import type { FactOf } from '../story-view.js';
import { place } from './agents.js';
import { exactDate } from './exact-date.js';

/** What a figure says; undefined where it was withdrawn. */
export function figureNode({ doc }: FactOf<'estimate'>): Observation | undefined {
  const { metric, scope, period, asOf, quantity } = doc.data;
  if (quantity === undefined) return undefined;
  return {
    '@type': 'Observation',
    name: metric.label,
    variableMeasured: { '@type': 'StatisticalVariable', name: metric.label },
    value: valueNode(quantity),
    ...optional({
      description: [scope, tellWhen(period)].filter((part) => part !== undefined).join(', ') || undefined,
      observationDate: exactDate(asOf),
      observationAbout: doc.data.place === undefined ? undefined : place(doc.data.place),
    }),
  };
}

/** schema.org knows bounds, and not whether they belong to it, or how exact a number is: the description says so. */
function valueNode(quantity: Quantity): QuantitativeValue {
  const { value, lower, upper, unit, wording } = quantity;
  const exclusive = [
    ...(lower?.inclusive === false ? [`more than ${lower.value}`] : []),
    ...(upper?.inclusive === false ? [`less than ${upper.value}`] : []),
  ];
  const words = wording === undefined ? [] : [`in words: ${wording}`];
  return {
    '@type': 'QuantitativeValue',
    description: [tellAmount(quantity), ...exclusive, ...words].join('; '),
    unitText: unit,
    ...optional({ value, minValue: lower?.value, maxValue: upper?.value }),
  };
}
