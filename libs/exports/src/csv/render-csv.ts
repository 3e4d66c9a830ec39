import { indexOf } from '../story-index.js';
import type { StoryView } from '../story-view.js';
import { cell } from './csv-cell.js';
import { columns, correctionRow, factRow, retractionRow } from './csv-row.js';
import type { CsvRow } from './csv-row.js';

/** RFC 4180: a header line, a line for each fact, retracted or not, then for each correction and retraction. */
export function renderCsv(view: StoryView): string {
  const index = indexOf(view);
  const rows: readonly CsvRow[] = [
    ...view.facts.map((fact) => factRow(fact, index)),
    ...view.corrections.map((row) => correctionRow(row, index)),
    ...view.retractions.map(retractionRow),
  ];
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))];
  return lines.map((line) => `${line}\r\n`).join('');
}
