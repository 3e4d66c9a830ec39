import type { Quotation } from 'schema-dts';
import type { Attribution, Wording } from '#events';
import { optional } from '#views';
import { speakers } from './agents.js';

/** The words themselves. The narrator's words about a party are not spoken by it. */
export function quotationNode(wording: Wording, by: Attribution | undefined): Quotation {
  const { text, language, translated, doubtful } = wording;
  const notes = [
    ...(translated === true ? ['as translated'] : []),
    ...(doubtful === undefined ? [] : [`in doubt: ${doubtful}`]),
  ];
  return {
    '@type': 'Quotation',
    text,
    ...optional({
      inLanguage: language,
      spokenByCharacter: wording.by === 'party' ? speakers(by) : undefined,
      description: notes.length === 0 ? undefined : notes.join('; '),
    }),
  };
}
