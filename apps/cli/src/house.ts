import type { DynamicModule } from '@nestjs/common';
import { CourierModule } from '#apps/courier';
import { NotaryModule } from '#apps/notary';
import { ProjectorModule } from '#apps/projector';
import { PublisherModule } from '#apps/publisher';
import { ReaderModule } from '#apps/reader';
import { RelayModule } from '#apps/relay';
import type { EventLog } from '#events';
import type { KafkaSettings, Settings } from '#process';

/** The address of the database that each service uses, as its own role. */
export interface ServiceUrls {
  readonly publisher: string;
  readonly identity: string;
  /** Of the reader, where reading needs a key. */
  readonly readerIdentity: string;
  readonly relay: string;
  readonly projector: string;
  readonly reader: string;
  readonly courier: string;
  readonly courierIdentity: string;
  readonly notary: string;
  /** Of the notary, where reading needs a key. */
  readonly notaryIdentity: string;
}

/** The services as Nest modules. `log` is what the projector reads: Kafka, or the ledger where there is none. */
export function serviceModules(
  settings: Settings,
  urls: ServiceUrls,
  kafka: KafkaSettings | undefined,
  log: EventLog,
): Readonly<Record<'publisher' | 'projector' | 'reader' | 'courier' | 'notary', DynamicModule>> & {
  readonly relay: DynamicModule | undefined;
} {
  const { prefix, rate } = settings;
  const isKeyed = settings.reading === 'key';
  const readers = isKeyed ? { identityUrl: urls.readerIdentity } : {};
  const auditors = isKeyed ? { identityUrl: urls.notaryIdentity } : {};
  return {
    publisher: PublisherModule.register({ ledgerUrl: urls.publisher, identityUrl: urls.identity, prefix, rate }),
    relay: kafka === undefined ? undefined : RelayModule.register({ ledgerUrl: urls.relay, kafka, settings }),
    projector: ProjectorModule.register({ viewsUrl: urls.projector, prefix, log }),
    reader: ReaderModule.register({ viewsUrl: urls.reader, prefix, ...readers }),
    courier: CourierModule.register({ viewsUrl: urls.courier, identityUrl: urls.courierIdentity, settings }),
    notary: NotaryModule.register({ ledgerUrl: urls.notary, settings, ...auditors }),
  };
}
