import 'reflect-metadata';
import { kafkaLog } from '#bus';
import { requireDatabaseUrl, requireKafka } from '#process';
import { runService } from '#runtime';
import { ProjectorModule } from './projector-module.js';

await runService('projector', (settings) => {
  const { topic, prefix } = settings;
  return ProjectorModule.register({
    viewsUrl: settings.viewsDatabaseUrl ?? requireDatabaseUrl(settings),
    prefix,
    log: kafkaLog({ ...requireKafka(settings), topic, clientId: 'newsledger-projector' }),
  });
});
