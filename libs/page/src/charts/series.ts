import type { PlacedFigure as Figure } from '../model.js';
import { isVague, plain } from '../parts/quantity.js';
import { issuerOf } from '../parts/voices.js';
import type { Words } from '../words/words.js';

/** All figures of one metric that are shown, the earliest first, in their chains. */
export interface Series {
  readonly metric: Figure['data']['metric'];
  readonly figures: readonly Figure[];
  readonly chains: readonly (readonly Figure[])[];
  /** The names of those who gave figures, each with its mark: its place in this list. */
  readonly issuers: readonly string[];
  readonly kind: 'steps' | 'periods' | 'words';
}

const placeOf = ({ place }: Figure) => place?.key ?? '~';

/** By metric, the one whose figures led or were revised most first. */
export function seriesOf(figures: readonly Figure[], lead: string | undefined, words: Words): readonly Series[] {
  const metrics = new Map<string, Figure[]>();
  for (const figure of figures) {
    const { id } = figure.data.metric;
    metrics.set(id, [...(metrics.get(id) ?? []), figure]);
  }
  const all = [...metrics.values()].map((of) => oneSeries(of, words));
  const weight = ({ figures, kind }: Series) =>
    figures.some(({ id }) => id === lead) ? 1_000_000 : kind === 'words' ? figures.length : figures.length + 1_000;
  return all.sort((one, other) => weight(other) - weight(one));
}

function oneSeries(given: readonly Figure[], words: Words): Series {
  const figures = [...given].sort(
    (one, other) => compare(placeOf(one), placeOf(other)) || one.position - other.position,
  );
  const chains = new Map<string, Figure[]>();
  for (const figure of figures) chains.set(figure.chain, [...(chains.get(figure.chain) ?? []), figure]);
  // A chain goes as it was revised, whatever the dates say.
  const inOrder = [...chains.values()].map((chain) => [...chain].sort((one, other) => one.position - other.position));
  const issuers = [...new Set(figures.map((figure) => issuerName(figure, words)))];
  const metric = (figures[0] as Figure).data.metric;
  return { metric, figures, chains: inOrder, issuers, kind: kindOf(figures, inOrder) };
}

function kindOf(figures: readonly Figure[], chains: readonly (readonly Figure[])[]): Series['kind'] {
  if (figures.every(({ data: { quantity } }) => quantity === undefined || isVague(quantity))) return 'words';
  const periods = new Set(chains.map((chain) => periodKey(chain.at(-1))));
  return periods.size > 1 && !periods.has('') ? 'periods' : 'steps';
}

export const periodKey = (figure: Figure | undefined): string =>
  figure?.data.period?.edtf ?? figure?.data.period?.wording ?? '';

export const issuerName = ({ said }: Figure, words: Words): string => plain(issuerOf(said.by, words));

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
