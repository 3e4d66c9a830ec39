export { endOnFailure, stopSignal } from './end-process.js';
export { loadEnvFile, mostRate, readSettings, requireDatabaseUrl, requireKafka } from './read-settings.js';
export type { KafkaSettings, LogMode, Reading, Settings, WebhookTargets } from './read-settings.js';
