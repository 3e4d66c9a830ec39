import { StoppingError } from '#errors';
import { requireKafka, stopSignal } from '#process';
import { openLogger, startApp } from '#runtime';
import type { Settings } from '#process';
import { serviceModules } from '../house.js';
import { kafkaLogOf } from '../kafka-log.js';
import { placesOf } from '../database-places.js';

const known = ['publisher', 'relay', 'projector', 'reader', 'courier', 'notary'] as const;

/** Starts the named services in this process. Apart from the others they always need Kafka between them. */
export async function startApart(settings: Settings, names: string): Promise<void> {
  const wanted = names.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) {
    throw new StoppingError(`There is no service ${unknown.join(', ')}: the services are ${known.join(', ')}.`);
  }
  const { ledger, views, identity } = placesOf(settings);
  const needsLog = wanted.includes('relay') || wanted.includes('projector');
  const kafka = needsLog ? requireKafka(settings) : settings.kafka;
  const rooms = { identity, readerIdentity: identity, courierIdentity: identity, notaryIdentity: identity };
  const ofLedger = { publisher: ledger, relay: ledger, notary: ledger };
  const urls = { ...ofLedger, projector: views, reader: views, courier: views, ...rooms };
  const log = kafka === undefined ? noLog : kafkaLogOf(kafka, settings);
  const modules = serviceModules(settings, urls, kafka, log);
  const services = known.filter((name) => wanted.includes(name)).flatMap((name) => modules[name] ?? []);
  const logger = openLogger(settings.logLevel, wanted.join(','));
  const { app, url } = await startApp(settings, logger, services);
  logger.info({ url }, `${wanted.join(', ')} listen`);
  await stopSignal();
  setTimeout(() => process.exit(1), 5_000).unref();
  await app.close();
}

const noLog = { follow: () => Promise.reject(new Error('no log was asked for')) };
