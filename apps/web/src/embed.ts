import { NewsledgerStory } from './newsledger-story.js';

/** The script for other sites: `<newsledger-story src="https://…/stories/…">`. */
if (customElements.get('newsledger-story') === undefined) customElements.define('newsledger-story', NewsledgerStory);
