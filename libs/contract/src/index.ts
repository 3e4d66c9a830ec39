export { asyncApi } from './async-api/async-api.js';
export { openApi } from './open-api/open-api.js';
export { readingPaths } from './open-api/routes.js';
export { streamPaths } from './open-api/streaming.js';
