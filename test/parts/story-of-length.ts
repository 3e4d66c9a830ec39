import type { Attribution, When } from '#events';
import {
  closed,
  corrected,
  filed,
  issued,
  linked,
  opened,
  positioned,
  raised,
  reopened,
  reported,
  retracted,
  retitled,
  revised,
  stated,
  summarised,
} from '../../libs/views/src/stored-examples.js';
import type { PositionType, Sent } from '../../libs/views/src/stored-examples.js';

const stances: readonly PositionType[] = ['ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'];
const speakers = 40;

const by = (turn: number): Attribution => ({
  parties: [{ id: `party-${turn % speakers}`, name: `Party ${turn % speakers}` }],
  speaker: { id: `speaker-${turn % 7}`, name: `Speaker ${turn % 7}` },
  mode: 'paraphrase',
});

// Some facts have no known time, and each is known to the day or the minute.
function whenOf(turn: number): { readonly when?: When } {
  const at = new Date(Date.UTC(2024, 9, 1) + turn * 3_600_000).toISOString();
  if (turn % 7 === 0) return {};
  return { when: { edtf: turn % 3 === 0 ? at.slice(0, 10) : `${at.slice(0, 19)}Z`, basis: 'stated' } };
}

/** Ten facts on top of each other: what was said in statements, one chain of figures, claims and where parties stand. */
function turnOf(turn: number): Sent[] {
  const claim = turn - (turn % 10);
  const outer = stated(`said-${turn}`, {
    ...whenOf(turn),
    by: by(turn),
    cites: [{ source: `source-${turn - (turn % 5)}` }],
    proposition: `Troops of unit ${turn} were sent to the front, ${turn % 2 === 0 ? 'officials' : 'witnesses'} said`,
  });
  const stance = stances[turn % 3] as PositionType;
  return [
    turn % 5 === 0
      ? filed(`source-${turn}`, `Report number ${turn}`)
      : reported(`met-${turn}`, { ...whenOf(turn), what: `Ministers met for talks number ${turn}` }),
    outer,
    revised(`figure-${turn}`, turn === 0 ? 'first' : `figure-${turn - 1}`, 3_000 + turn, { saidIn: `said-${turn}` }),
    turn % 10 === 0
      ? raised(`claim-${turn}`, { proposition: `Brigade ${turn} is in Kursk`, by: by(turn), ...whenOf(turn) })
      : positioned(`stand-${turn}`, `claim-${claim}`, stance, { by: by(turn), ...whenOf(turn) }),
    stated(`within-${turn}`, { saidIn: `said-${turn}`, proposition: `More would follow in week ${turn}` }),
    positioned(`within-stand-${turn}`, `claim-${claim}`, 'ClaimConfirmed', { saidIn: `within-${turn}` }),
    issued(`other-${turn}`, 100 + turn, {
      metric: { id: `metric-${turn % 4}`, label: `Losses on front ${turn % 4}`, unit: 'troops' },
      by: by(turn + 1),
      ...whenOf(turn),
    }),
    turn % 20 === 19
      ? retracted(`taken-${turn}`, `met-${turn}`)
      : corrected(`mended-${turn}`, `said-${turn}`, { proposition: `Troops of unit ${turn} were moved to the front` }),
    turn % 9 === 0
      ? retitled(`title-${turn}`, `Troops in Russia, day ${turn}`)
      : reported(`seen-${turn}`, { what: `A train number ${turn} was seen`, kind: 'other' }),
    smallTurn(turn),
  ];
}

function smallTurn(turn: number): Sent {
  switch (turn % 4) {
    case 0:
      return summarised(`summary-${turn}`, `What is known of the troops on day ${turn}`);
    case 1:
      return linked(`link-${turn}`, `another-${turn}`);
    case 2:
      return closed(`closing-${turn}`);
    default:
      return reopened(`reopening-${turn}`);
  }
}

/** A story of that many events, of every kind, with one chain of figures all along it. */
export function storyOfLength(story: string, events: number): Sent[] {
  const turns = Array.from({ length: Math.ceil(events / 10) }, (_, turn) => turnOf(turn)).flat();
  return [opened('opening'), issued('first', 3_000), ...turns].slice(0, events).map((sent) => ({ ...sent, story }));
}
