import { One, Optional } from '../validation/field.js';
import { FactRef, Text } from '../validation/field-kinds.js';
import { Metric } from '../blocks/metric.js';
import { Place } from '../blocks/place.js';
import { Said } from '../blocks/said.js';
import { When } from '../blocks/when.js';

/** What every figure has, first or revised. */
export abstract class Estimate extends Said {
  @One(() => Metric)
  metric!: Metric;

  @Optional()
  @Text()
  scope?: string;

  @Optional()
  @One(() => Place)
  place?: Place;

  /** The span that the figure covers, such as a month. */
  @Optional()
  @One(() => When)
  period?: When;

  /** The moment at which the figure is meant to hold. */
  @Optional()
  @One(() => When)
  asOf?: When;

  /** The figure that this one is a part of. */
  @Optional()
  @FactRef()
  partOf?: string;
}
