export { PublisherModule } from './publisher-module.js';
