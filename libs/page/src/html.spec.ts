import fc from 'fast-check';
import { html, told } from './html.js';

describe('a template', () => {
  test('lets no value end its place, whether text or attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const { text } = html`<a title="${value}">${value}</a>`;
        const [, attribute = '', content = ''] = /^<a title="([^"]*)">([^<]*)<\/a>$/.exec(text) ?? [];
        expect([attribute, content].map(plainOf)).toEqual([value, value]);
      }),
    );
  });

  test('takes markup as it is, lists one behind the other, and nothing for what is absent', () => {
    expect(html`<p>${[html`<b>1</b>`, 2, undefined, false, '<']}</p>`.text).toBe('<p><b>1</b>2&lt;</p>');
  });

  test('sends none of the indentation of its source', () => {
    expect(
      html`<p>
      ${' \n  kept'}
    </p>`.text,
    ).toBe('<p>\n \n  kept\n</p>');
  });

  test('keeps a text of the record from turning what stands around it', () => {
    expect(told('\u202eabc').text).toBe('<bdi dir="auto">\u202eabc</bdi>');
  });
});

/** The text that a browser reads in markup without elements. */
const plainOf = (markup: string) =>
  markup.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (entity) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[entity] ?? '',
  );
