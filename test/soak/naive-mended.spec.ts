import { corrected, issued, retracted, revised, stated } from '../../libs/story/src/story-examples.js';
import { at, rowsOf } from './naive-examples.js';

describe('what was mended', () => {
  test('tells when each field was corrected, and since when what was mended had stood', () => {
    const rows = rowsOf(
      stated('said'),
      corrected('first', 'said', { proposition: 'None were sent' }),
      corrected('second', 'said', { proposition: 'Some were sent', modality: 'believed' }),
      corrected('third', 'said', { proposition: 'Few were sent' }),
      retracted('taking', 'said'),
    );
    const docs = new Map(rows.map(({ key, doc }) => [key, doc]));
    expect(rows.filter(({ key }) => key === 'said').map(({ doc }) => doc['mended'])).toEqual([
      undefined,
      { proposition: at(3) },
      { proposition: at(4), modality: at(4) },
      { proposition: at(5), modality: at(4) },
      { proposition: at(5), modality: at(4) },
    ]);
    const mended = (id: string) => [docs.get(id)?.['stoodSince'], docs.get(id)?.['recordedBy']];
    expect(mended('first')).toEqual([at(2), 'key-1']);
    expect(mended('second')).toEqual([at(2), 'key-1']);
    expect(mended('third')).toEqual([at(4), 'key-1']);
    expect(mended('taking')).toEqual([at(2), 'key-1']);
  });

  test('every figure names the first of its chain', () => {
    const rows = rowsOf(issued('first'), revised('second', 'first'), revised('third', 'second'));
    const figures = rows.filter(({ kind }) => kind === 'estimate');
    expect(figures.map(({ key, doc }) => [key, doc['chain']])).toEqual([
      ['first', 'first'],
      ['first', 'first'],
      ['second', 'first'],
      ['second', 'first'],
      ['third', 'first'],
    ]);
  });
});
