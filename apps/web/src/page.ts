import { enhance } from './enhance.js';
import { keepAddress } from './keep-address.js';
import { localTimes } from './local-times.js';

/** The script of our own pages: what is there already becomes movable and live. */
const article = document.querySelector<HTMLElement>('article.story');
if (article === null) localTimes(document.body);
// A page further down the timeline is of the record as it is printed there.
else if (new URLSearchParams(location.search).has('cursor')) localTimes(article);
else keepAddress(enhance(article, location.origin, ''));
