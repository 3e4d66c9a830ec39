import fc from 'fast-check';
import { chooseFormat } from './choose-format.js';
import { exportFormats } from './export-formats.js';

const firefox = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const chrome =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';

describe('chooseFormat', () => {
  test.each([
    ['json', undefined],
    ['json', ''],
    ['json', '*/*'],
    ['json', 'application/*'],
    ['json', 'application/json'],
    ['json', firefox],
    ['json', chrome],
    ['csv', 'text/csv'],
    ['csv', 'TEXT/CSV; Header=present'],
    ['csv', 'text/*'],
    ['csv', 'text/csv, */*'],
    ['csv', '*/*, text/csv'],
    ['csv', 'text/plain, text/csv;q=0.1'],
    ['csv', 'application/json;q=0.5, text/csv'],
    ['csv', 'text/csv;note="a, application/json;q=1"'],
    ['json', 'text/csv, application/json'],
    ['json', 'text/csv;q=0, */*'],
    ['csv', 'application/*;q=0, */*;q=0.1'],
    ['atom', 'application/atom+xml'],
    ['atom', 'application/atom+xml;q=0.9,application/json;q=0.8'],
    ['atom', 'application/json;q=0, application/*;q=0.5, application/atom+xml;q=0.6'],
    ['jsonld', 'application/ld+json'],
    ['ninjs', 'application/ninjs+json'],
    [undefined, 'text/html'],
    [undefined, 'application/xml'],
    [undefined, 'application/json;q=0'],
    [undefined, '*/*;q=0.000'],
    ['json', 'nonsense'],
    ['json', 'text/csv;q=2'],
    ['atom', 'text/csv;q=high, application/atom+xml;q=0.1'],
  ])('picks %s of %j', (suffix, accept) => {
    expect(chooseFormat(accept)).toBe(suffix);
  });

  test('finds each format by its own media type', () => {
    for (const [suffix, { mediaType }] of Object.entries(exportFormats)) expect(chooseFormat(mediaType)).toBe(suffix);
  });

  test('reads any header in time that grows with its length', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (accept) => void chooseFormat(accept)));
    const msOf = (length: number) => {
      const before = process.cpuUsage();
      for (const piece of ['"', ',', ';', '"\\', 'a/b;q', '*/*,']) chooseFormat(piece.repeat(length));
      return process.cpuUsage(before).user / 1_000;
    };
    msOf(4_000);
    // Of its own work alone, whatever the machine does beside it: four times as long, where it grew with the square sixteen times.
    const [short, long] = [msOf(4_000), msOf(16_000)];
    expect(long).toBeLessThan(9 * short + 100);
  });
});
