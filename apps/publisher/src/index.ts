export { DryRunDesk } from './dry-run-desk.js';
export { PublisherModule } from './publisher-module.js';
export { readEventLine } from './read-event-line.js';
export type { EventLine } from './read-event-line.js';
export { StoryDesk } from './story-desk.js';
