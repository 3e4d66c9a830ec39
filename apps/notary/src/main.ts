import 'reflect-metadata';
import { requireDatabaseUrl } from '#process';
import { runService } from '#runtime';
import { NotaryModule } from './notary-module.js';

await runService('notary', (settings) => {
  const ledgerUrl = requireDatabaseUrl(settings);
  const identityUrl = settings.identityDatabaseUrl ?? ledgerUrl;
  return NotaryModule.register({ ledgerUrl, settings, ...(settings.reading === 'key' ? { identityUrl } : {}) });
});
