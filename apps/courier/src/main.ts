import 'reflect-metadata';
import { requireDatabaseUrl } from '#process';
import { runService } from '#runtime';
import { CourierModule } from './courier-module.js';

await runService('courier', (settings) => {
  const viewsUrl = settings.viewsDatabaseUrl ?? requireDatabaseUrl(settings);
  const identityUrl = settings.identityDatabaseUrl ?? settings.databaseUrl ?? viewsUrl;
  return CourierModule.register({ viewsUrl, identityUrl, settings });
});
