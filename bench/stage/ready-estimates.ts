import { canonicalJson, eventId, validateEvent } from '#events';
import type { NewEvent } from '#events';
import { v7 as uuidv7 } from 'uuid';

type Estimate = NewEvent & { readonly type: 'EstimateIssued' };

const variants = 1_000;

/** A figure as a newsroom sends it, about 600 bytes of canonical JSON. It cites `article`, which its story must have. */
function estimateData(number: number): object {
  const figure = 10_000 + number;
  return {
    metric: { id: 'troops-in-russia', label: 'North Korean troops in Russia', unit: 'troops' },
    quantity: { value: figure, approx: 'about', unit: 'troops', wording: `approximately ${figure}` },
    place: { name: 'eastern Russia', wikidata: 'Q1165258' },
    asOf: { edtf: '2024-10-28', basis: 'inferred' },
    by: {
      parties: [{ id: 'us-dod', name: 'US Department of Defense', wikidata: 'Q11209' }],
      speaker: { id: 'sabrina-singh', name: 'Sabrina Singh', role: 'Pentagon deputy spokeswoman' },
      mode: 'paraphrase',
    },
    when: { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' },
    cites: [{ source: 'article', locator: `paragraph ${1 + (number % 20)}` }],
  };
}

/** Figures that were made beforehand, so that an arm pays for what it does with them alone. */
export class ReadyEstimates {
  private readonly estimates = Array.from({ length: variants }, (_, number) => validEstimate(number));
  private next = 0;

  /** The next figure, with an id that no other one has. */
  take(): Estimate {
    this.next = (this.next + 1) % variants;
    const estimate = this.estimates[this.next];
    if (estimate === undefined) throw new Error('there is no estimate');
    return { ...estimate, id: eventId(uuidv7()) };
  }
}

function validEstimate(number: number): Estimate {
  const validated = validateEvent({ type: 'EstimateIssued', data: estimateData(number) });
  if (!validated.valid || validated.event.fact.type !== 'EstimateIssued') throw new Error('the estimate is not valid');
  const { fact, schemaVersion } = validated.event;
  return { ...fact, schemaVersion, id: eventId('none'), bytes: canonicalJson(fact.data) };
}
