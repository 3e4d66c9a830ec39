import { One, Optional } from '../validation/field.js';
import { FactRef, Text } from '../validation/field-kinds.js';
import { Metric } from '../blocks/metric.js';
import { Place } from '../blocks/place.js';
import { Said } from '../blocks/said.js';
import { When } from '../blocks/when.js';
import { Says } from '../validation/field-contract.js';

@Says('What every figure has, first or revised.')
export abstract class Estimate extends Said {
  @Says('What the figure counts.')
  @One(() => Metric)
  metric!: Metric;

  @Says('What the figure is limited to, in words.')
  @Optional()
  @Text()
  scope?: string;

  @Says('Where it counts.')
  @Optional()
  @One(() => Place)
  place?: Place;

  @Says('The span that the figure covers, such as a month.')
  @Optional()
  @One(() => When)
  period?: When;

  @Says('The moment at which the figure is meant to hold.')
  @Optional()
  @One(() => When)
  asOf?: When;

  @Says('The figure that this one is a part of.')
  @Optional()
  @FactRef()
  partOf?: string;
}
