import { readQuestion } from './question.js';
import type { StoryOptions } from './question.js';

describe('readQuestion', () => {
  test.each<[string | undefined, StoryOptions, string, string, object]>([
    ['kursk', {}, 'story', '/v1/stories/kursk', {}],
    ['kursk', { asOf: '12' }, 'story', '/v1/stories/kursk', { asOf: '12' }],
    [
      'kursk',
      { asOf: 'version:3', until: '2024-10' },
      'story',
      '/v1/stories/kursk',
      { asOf: 'version:3', until: '2024-10' },
    ],
    ['kursk', { part: 'timeline' }, 'timeline', '/v1/stories/kursk/timeline', {}],
    ['kursk', { part: 'record' }, 'record', '/v1/stories/kursk/events', {}],
    ['kursk', { metric: 'a/b', until: '2024' }, 'metric', '/v1/stories/kursk/estimates/a%2Fb', { until: '2024' }],
    ['kursk', { fact: 'one', asOf: '9' }, 'fact', '/v1/stories/kursk/facts/one', { asOf: '9' }],
    [undefined, { party: 'nato', asOf: '9' }, 'party', '/v1/parties/nato/statements', { asOf: '9' }],
    [undefined, { corrections: true }, 'mendings', '/v1/corrections', {}],
    [undefined, { search: 'troops -kursk' }, 'search', '/v1/stories', { q: 'troops -kursk' }],
  ])('%s with %j asks for the %s', (story, options, view, path, query) => {
    expect(readQuestion(story, options)).toMatchObject({ view, path, query });
  });

  test.each<[string | undefined, StoryOptions, string]>([
    [undefined, {}, 'name a story'],
    ['kursk', { party: 'nato' }, 'leave the story out'],
    ['kursk', { part: 'claims', fact: 'one' }, 'ask one thing'],
    ['kursk', { part: 'weather' }, '--part must be one of timeline'],
    ['kursk', { part: 'record', asOf: '3' }, '--as-of cannot be asked of this'],
    ['kursk', { fact: 'one', until: '2024' }, '--until cannot be asked of this'],
    [undefined, { party: 'nato', until: '2024' }, '--until cannot be asked of this'],
  ])('%s with %j asks for nothing', (story, options, sentence) => {
    expect(readQuestion(story, options)).toContain(sentence);
  });
});
