import { Many, Optional } from '../validation/field.js';
import { FactRefs, Text } from '../validation/field-kinds.js';
import { Party } from '../blocks/party.js';
import { MayBeSaid } from '../blocks/said.js';
import { Says } from '../validation/field-contract.js';

@Says('Something that parties may confirm, deny or leave open. To raise it is to take no position on it.')
export class ClaimRaised extends MayBeSaid {
  @Says('What is claimed, in our words.')
  @Text()
  proposition!: string;

  @Says('The parties of whom a reader would want to know where they stand.')
  @Many(() => Party, 1)
  concerns!: Party[];

  @Says('The claims that are true if this one is. Shown as such; it gives nobody a position.')
  @Optional()
  @FactRefs()
  implies?: string[];
}
