import 'reflect-metadata';
import { requireDatabaseUrl, runService } from '#runtime';
import { ReaderModule } from './reader-module.js';

await runService('reader', (settings) =>
  ReaderModule.register({
    viewsUrl: settings.viewsDatabaseUrl ?? requireDatabaseUrl(settings),
    prefix: settings.prefix,
  }),
);
