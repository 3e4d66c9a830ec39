import 'reflect-metadata';
import { requireDatabaseUrl } from '#process';
import { runService } from '#runtime';
import { PublisherModule } from './publisher-module.js';

await runService('publisher', (settings) => {
  const ledgerUrl = requireDatabaseUrl(settings);
  return PublisherModule.register({
    ledgerUrl,
    identityUrl: settings.identityDatabaseUrl ?? ledgerUrl,
    prefix: settings.prefix,
    rate: settings.rate,
  });
});
