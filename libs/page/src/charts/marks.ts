import { html } from '../html.js';
import type { Html } from '../html.js';

const round = (value: number) => Math.round(value * 100) / 100;

/** How many issuers have a mark of their own; further ones share them, and are told apart by the table. */
export const marks = 6;

const shapes: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `M${round(x - 5)} ${round(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z`,
  (x, y) => `M${round(x - 4.5)} ${round(y - 4.5)}h9v9h-9z`,
  (x, y) => `M${round(x)} ${round(y - 6)}l6 10.5h-12z`,
  (x, y) => `M${round(x)} ${round(y - 6.5)}l6.5 6.5l-6.5 6.5l-6.5 -6.5z`,
  (x, y) => `M${round(x - 2)} ${round(y - 6)}h4v4h4v4h-4v4h-4v-4h-4v-4h4z`,
  (x, y) => `M${round(x)} ${round(y + 6)}l-6 -10.5h12z`,
];

/** The mark of an issuer at a point: each has a shape of its own beside its colour. */
export function mark(issuer: number, x: number, y: number, kind: 'filled' | 'open' = 'filled'): Html {
  const at = issuer % marks;
  return html`<path class="mark-${at} ${kind}" d="${(shapes[at] ?? shapes[0])?.(x, y)}" />`;
}

/** An arrow that leads on from a point, up, down or to the left. */
export function arrow(x: number, y: number, way: 'up' | 'down' | 'left', length: number): Html {
  const [dx, dy] = { up: [0, -length], down: [0, length], left: [-length, 0] }[way] as [number, number];
  const tip = { up: 'l-4 6m4 -6l4 6', down: 'l-4 -6m4 6l4 -6', left: 'l6 -4m-6 4l6 4' }[way];
  return html`<path class="arrow" d="M${round(x)} ${round(y)}l${round(dx)} ${round(dy)}${tip}" />`;
}

export { round };
