export { startContainerKafka, findContainerEngine } from './embedded/container-kafka.js';
export { canRunKafka, startEmbeddedKafka } from './embedded/embedded-kafka.js';
export type { EmbeddedKafka } from './embedded/embedded-kafka.js';
export { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
export type { EmbeddedPostgres } from './embedded/embedded-postgres.js';
export { migratePlaces } from './verbs/migrate.js';
