import 'reflect-metadata';
import { requireDatabaseUrl } from '#process';
import { runService } from '#runtime';
import { ReaderModule } from './reader-module.js';

await runService('reader', (settings) => {
  const viewsUrl = settings.viewsDatabaseUrl ?? requireDatabaseUrl(settings);
  const identityUrl = settings.identityDatabaseUrl ?? settings.databaseUrl ?? viewsUrl;
  return ReaderModule.register({
    viewsUrl,
    prefix: settings.prefix,
    ...(settings.reading === 'key' ? { identityUrl } : {}),
  });
});
