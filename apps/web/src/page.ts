import { enhance, tellingHere } from './enhance.js';
import { keepAddress } from './keep-address.js';
import { localTimes } from './parts/local-times.js';

/** The script of our own pages: what is there already becomes movable and live. */
const article = document.querySelector<HTMLElement>('article.story');
const wanted = new URLSearchParams(location.search);
// As the address has it, and not as the page says of itself.
const story = /\/stories\/([^/]+)$/.exec(location.pathname)?.[1] ?? '';
if (article === null) localTimes(document.body, tellingHere(''));
// A page further down the timeline is of the record as it is printed there.
else if (wanted.has('cursor')) localTimes(article, tellingHere(''));
else keepAddress(enhance(article, { site: location.origin, story, base: '', isCompared: wanted.has('from') }));
