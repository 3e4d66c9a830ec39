import type { Graph } from 'schema-dts';
import { indexOf, standing } from '../story-index.js';
import type { StoryView } from '../story-view.js';
import { factNode } from './fact-node.js';
import { storyNode } from './story-node.js';

/**
 * schema.org in JSON-LD 1.1. What was taken back has no node: programs take claims and observations for assertions
 * whatever their status says. The story says in a CorrectionComment which fact it was, and why.
 */
export function renderJsonLd(view: StoryView): string {
  const index = indexOf(view);
  const graph = {
    '@context': 'https://schema.org',
    '@graph': [storyNode(index), ...standing(view).map((fact) => factNode(fact, index))],
  } satisfies Graph;
  // It may stand in a page's script element, which "</script" and "<!--" would end.
  return JSON.stringify(graph).replaceAll('<', '\\u003c');
}
