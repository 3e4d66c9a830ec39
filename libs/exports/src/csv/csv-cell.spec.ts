import { cell } from './csv-cell.js';

describe('a cell', () => {
  test.each([
    ['', undefined],
    ['Troops', 'Troops'],
    ['0', 0],
    ['-2.5', -2.5],
    ['1e+21', 1e21],
    ['false', false],
    ['"a, b"', 'a, b'],
    ['"a ""b"""', 'a "b"'],
    ['"a\nb"', 'a\nb'],
    ['" a"', ' a'],
    ["'=1+1", '=1+1'],
    ["'+1", '+1'],
    ["'-1", '-1'],
    ["'@SUM(A1)", '@SUM(A1)'],
    ["'\ta", '\ta'],
    ['"\'\ra"', '\ra'],
    ["'  =1", '  =1'],
    ["'\u200b=1", '\u200b=1'],
    ["'\uff1d1", '\uff1d1'],
    ["''=1", "'=1"],
    ["'tis", "'tis"],
    ['a=1', 'a=1'],
  ])('%j says %j', (written, value) => {
    expect(cell(value)).toBe(written);
  });
});
