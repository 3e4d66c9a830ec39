import { bareData, changed, wholeData } from '../event-examples.js';
import { validateData } from '../validate-event.js';

const codesOf = (data: object) => validateData('StatementIssued', data).map(({ pointer, code }) => [pointer, code]);

const whole = wholeData.StatementIssued;
const bare = bareData.StatementIssued;
const among = { metric: 'advance' };
const call = { action: 'sanctions', addressees: [], targets: [] };

describe('StatementIssued', () => {
  test.each([
    ['an unknown act', 'act', 'confirms', '/data/act', 'one-of'],
    ['an unknown modality', 'modality', 'possible', '/data/modality', 'one-of'],
    ['no proposition', 'proposition', undefined, '/data/proposition', 'text'],
    ['a blank proposition', 'proposition', ' ', '/data/proposition', 'text'],
    ['a conditional without condition', 'modality', 'conditional', '/data/modality', 'condition-when-conditional'],
    ['a condition of what is asserted', 'condition', 'if so', '/data/modality', 'condition-when-conditional'],
    ['a call without what is called for', 'act', 'calls', '/data/act', 'call-when-calling'],
    ['what is called for, where somebody warns', 'call', call, '/data/act', 'call-when-calling'],
    ['words quoted without wording', 'by/mode', 'verbatim', '/data/proposition', 'wording-when-verbatim'],
    ['text as wording', 'wording', 'we believe', '/data/wording', 'object'],
    ['an empty list of comparisons', 'compares', [], '/data/compares', 'many'],
    ['an empty list of links', 'links', [], '/data/links', 'many'],
    ['an empty list of citations', 'cites', [], '/data/cites', 'many'],
    ['a figure', 'quantity', { value: 1, unit: 'u' }, '/data/quantity', 'unknown-field'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf(changed(bare, path, value))).toEqual([[pointer, code]]);
  });

  test.each([
    ['a wording without text', 'wording/text', undefined, '/data/wording/text', 'text'],
    ['a wording of nobody', 'wording/by', undefined, '/data/wording/by', 'one-of'],
    ['a wording of somebody else', 'wording/by', 'editor', '/data/wording/by', 'one-of'],
    ['a wording in a wrong language', 'wording/language', 'x', '/data/wording/language', 'language'],
    ['a wording translated into text', 'wording/translated', 'yes', '/data/wording/translated', 'flag'],
    ['a doubt without a reason', 'wording/doubtful', '', '/data/wording/doubtful', 'text'],
    ['a doubt as a flag', 'wording/doubtful', true, '/data/wording/doubtful', 'text'],
    ['a call without action', 'call/action', undefined, '/data/call/action', 'text'],
    ['a call without addressees', 'call/addressees', undefined, '/data/call/addressees', 'many'],
    ['a call without targets', 'call/targets', undefined, '/data/call/targets', 'many'],
    ['a call to a name', 'call/addressees/0', 'NATO', '/data/call/addressees/0', 'object'],
    ['a call to a party without name', 'call/addressees/0/name', undefined, '/data/call/addressees/0/name', 'text'],
    ['a comparison without subject', 'compares/0/subject', undefined, '/data/compares/0/subject', 'fact-ref'],
    ['an unknown relation', 'compares/0/relation', 'above', '/data/compares/0/relation', 'one-of'],
    ['a comparison with nothing', 'compares/0/to', undefined, '/data/compares/0/relation', 'comparison-has-an-end'],
    ['a comparison with two', 'compares/0/among', among, '/data/compares/0/relation', 'comparison-has-an-end'],
    ['a comparison with a list', 'compares/0/to', ['a'], '/data/compares/0/to', 'fact-ref'],
    ['a set without metric', 'compares/1/among/metric', undefined, '/data/compares/1/among/metric', 'slug'],
    ['a set since no date', 'compares/1/among/since', 'March', '/data/compares/1/among/since', 'edtf'],
    ['a set of a blank span', 'compares/1/among/span', ' ', '/data/compares/1/among/span', 'text'],
    ['a set as text', 'compares/1/among', 'advance', '/data/compares/1/among', 'object'],
    ['an unknown link', 'links/0/type', 'denies', '/data/links/0/type', 'one-of'],
    ['a link to nothing', 'links/0/to', undefined, '/data/links/0/to', 'fact-ref'],
    ['a link without basis', 'links/0/basis', undefined, '/data/links/0/basis', 'one-of'],
    ['an unknown field of a link', 'links/0/by', 'us', '/data/links/0/by', 'unknown-field'],
    ['a citation of nothing', 'cites/1/source', undefined, '/data/cites/1/source', 'fact-ref'],
    ['a citation of a blank place', 'cites/0/locator', '', '/data/cites/0/locator', 'text'],
    ['a citation as text', 'cites/0', 'article', '/data/cites/0', 'object'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf(changed(whole, path, value))).toEqual([[pointer, code]]);
  });

  test.each([
    ['citations', 'cites'],
    ['comparisons', 'compares'],
    ['links', 'links'],
    ['addressees', 'call/addressees'],
    ['parties', 'by/parties'],
  ])('refuses an empty list where one of its %s belongs', (_what, path) => {
    expect(codesOf(changed(whole, path, [[]]))).toEqual([[`/data/${path}/0`, 'object']]);
  });

  test.each([
    ['citations', 'cites'],
    ['comparisons', 'compares'],
    ['links', 'links'],
    ['targets', 'call/targets'],
  ])('refuses one object where its list of %s belongs, at a place that is there', (_what, path) => {
    expect(codesOf(changed(whole, path, { source: 'article' }))).toEqual([[`/data/${path}`, 'many']]);
  });

  test('refuses words quoted without wording also where it is open who is quoted', () => {
    const parties = [{ id: 'nato', name: 'NATO' }];
    const by = {
      oneOf: [
        { mode: 'verbatim', parties },
        { mode: 'verbatim', parties: [{ id: 'eu', name: 'EU' }] },
      ],
    };
    expect(codesOf(changed(bare, 'by', by))).toEqual([['/data/proposition', 'wording-when-verbatim']]);
  });

  test('takes words quoted with wording', () => {
    const quoted = changed(changed(bare, 'by/mode', 'verbatim'), 'wording', { text: 'we believe', by: 'party' });
    expect(codesOf(quoted)).toEqual([]);
  });
});
