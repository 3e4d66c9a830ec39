import 'reflect-metadata';
import { requireDatabaseUrl, requireKafka } from '#process';
import { runService } from '#runtime';
import { RelayModule } from './relay-module.js';

await runService('relay', (settings) =>
  RelayModule.register({ ledgerUrl: requireDatabaseUrl(settings), kafka: requireKafka(settings), settings }),
);
