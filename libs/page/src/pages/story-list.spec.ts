import { en } from '../words/en.js';
import { storyList } from './story-list.js';

const telling = { words: en, zone: 'UTC', base: '' };
const textOf = (list: Parameters<typeof storyList>[0]) =>
  storyList(list, { site: 'https://ledger.example', assets: {} }, telling).text;

test('a list without stories says what will be there, and a search without any that none holds the words', () => {
  expect(textOf({ stories: [] })).toContain('No stories are on record yet. They appear here with their first event.');
  expect(textOf({ stories: [], query: 'bridge' })).toContain('No story holds these words.');
});

test('the words of a search are text in its page, and in the way to the next one', () => {
  const text = textOf({ stories: [], query: '<b>&"', next: 'a&b' });
  expect(text).not.toContain('<b>');
  expect(text).toContain('href="/?q=%3Cb%3E%26%22&amp;cursor=a%26b"');
});
