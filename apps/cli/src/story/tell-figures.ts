import { tellAmount, tellExtent, tellUtterance } from '#views';
import { wrap } from '../wrap.js';
import { capital, marksOf } from './fact-words.js';
import type { Figure } from './told-fact.js';

const causes = {
  'new-information': 'because of new information',
  'issuer-error': 'because its issuer had erred',
  withdrawn: 'withdrawn by its issuer',
};

/** The figures by metric, each chain of revisions in a line, and who says what stands at its end. */
export function tellFigures(figures: readonly Figure[]): string[] {
  const earliestFirst = [...figures].sort((one, other) => one.position - other.position);
  return [...groups(earliestFirst, ({ data }) => data.metric.id).values()].flatMap((ofMetric) => [
    `  ${capital(ofMetric[0]?.data.metric.label ?? '')}`,
    ...[...groups(ofMetric, ({ chain }) => chain).values()].flatMap(tellChain),
  ]);
}

/** Each figure of a metric with who said it and when; a revision stands under what it revises. */
export function tellMetric(figures: readonly Figure[]): string[] {
  const [first] = figures;
  if (first === undefined) return [];
  return [
    `${capital(first.data.metric.label)} (${first.data.metric.unit})`,
    ...[...groups(figures, ({ chain }) => chain).values()].flat().flatMap((figure) => {
      const told = `${tellFigure(figure)}${tellExtent(figure.data)}; ${tellOrigin(figure)}. [${figure.id}]`;
      return figure.revises === undefined ? wrap(told, 2, 4) : wrap(`→ ${told}`, 4, 6);
    }),
  ];
}

/** The leading figure, with its words, who says so and what it replaced. */
export function tellLead(lead: Figure, figures: readonly Figure[]): string[] {
  const { metric, quantity } = lead.data;
  const wording = quantity?.wording === undefined || isVague(lead) ? '' : `, “${quantity.wording}”`;
  const before = figures.find(({ id }) => id === lead.revises);
  const replaced = before === undefined ? '' : ` It replaced ${tellFigure(before)}, ${tellUtterance(before.said)}.`;
  return wrap(
    `${capital(metric.label)}: ${tellFigure(lead)}${wording}${tellExtent(lead.data)}; ${tellOrigin(lead)}.${replaced}`,
    2,
    2,
  );
}

function tellChain(chain: readonly Figure[]): string[] {
  const last = chain.findLast(({ status }) => status === 'current' || status === 'withdrawn') ?? chain.at(-1);
  if (last === undefined) return [];
  const steps = chain.map((figure, place) => tellStep(figure, chain[place + 1]));
  return wrap(`${steps.join(' → ')}${tellExtent(last.data)}; ${tellOrigin(last)}. [${last.id}]`, 4, 6);
}

// The unit is told once, at the end of figures that share it.
function tellStep(figure: Figure, next: Figure | undefined): string {
  const { unit } = figure.data.quantity ?? {};
  const told = tellFigure(figure);
  const isShared = unit !== undefined && next?.data.quantity?.unit === unit && told.endsWith(` ${unit}`);
  return isShared ? told.slice(0, -unit.length - 1) : told;
}

function tellFigure(figure: Figure): string {
  const { quantity } = figure.data;
  return `${quantity === undefined ? 'withdrawn' : tellAmount(quantity)}${marksOf(figure)}`;
}

function tellOrigin({ data, said }: Figure): string {
  const cause = 'cause' in data && data.cause !== 'withdrawn' ? `revised ${causes[data.cause]}, ` : '';
  return `${cause}${tellUtterance(said)}`;
}

const isVague = ({ data: { quantity } }: Figure) =>
  quantity?.value === undefined && quantity?.lower === undefined && quantity?.upper === undefined;

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}
