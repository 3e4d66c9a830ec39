import { join } from 'node:path';
import type { Settings } from '#process';

interface Whereabouts {
  readonly url: string;
  readonly story: string;
  readonly key: string;
  readonly isNewKey: boolean;
  readonly settings: Settings;
}

/** Where to look and what to try next, each as a line that can be copied. */
export function tellWhereToLook({ url, story, key, isNewKey, settings }: Whereabouts): string {
  const keyFile = join(settings.dataFolder, 'publisher.key');
  const events = { events: [{ type: 'StoryOpened', data: { title: 'My first story', language: 'en' } }] };
  return [
    'Where to look next:',
    `  the story’s page   ${url}/stories/${story}, and all stories at ${url}/`,
    `  the story now      ${url}/v1/stories/${story}`,
    `  how it changed     ${url}/v1/stories/${story}/changes`,
    `  its parts          …/timeline, /estimates, /claims, /statements, /corrections, /sources, /facts/{fact}`,
    `  as files           ${url}/v1/stories/${story}.csv, .atom, .jsonld, .ninjs`,
    `  in this terminal   npm run newsledger -- story ${story}`,
    `  the record         ${url}/v1/events`,
    `  as it comes        curl -N '${url}/v1/stream?after=-5', or npm run newsledger -- tail`,
    `  what proves it     ${url}/v1/audit/checkpoint, and “Check this story” on the story’s page`,
    `  all stories        ${url}/v1/stories, ?q=kursk to search them`,
    `  try the API        ${url}/docs`,
    `  how it is          ${url}/health/ready`,
    '',
    isNewKey ? `Your publisher key, printed this once: ${key}` : `Your publisher key is in ${keyFile}.`,
    ...(isNewKey ? [`It is kept in ${keyFile}.`] : []),
    '',
    'Publish an event of your own:',
    `  curl -X POST ${url}/v1/stories/my-first-story/events \\`,
    `    -H "Authorization: Bearer $(cat ${keyFile})" \\`,
    `    -H "Content-Type: application/json" \\`,
    `    -d '${JSON.stringify(events)}'`,
    'and read how it changed:',
    `  npm run newsledger -- changes my-first-story`,
    '',
  ].join('\n');
}
