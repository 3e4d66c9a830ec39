import { canRunKafka, startEmbeddedKafka } from '#apps/cli';
import type { EmbeddedKafka } from '#apps/cli';
import { StoppingError } from '#errors';
import { inRepository } from '../repository.js';
import { tell } from '../tell.js';
import type { Stage } from './stage.js';

/** The one Kafka that all arms of a run share. */
export async function openKafka(stage: Stage): Promise<EmbeddedKafka> {
  if (!(await canRunKafka())) throw new StoppingError('This benchmark needs Kafka, and so Java and Maven.');
  tell('  Kafka starts');
  const kafka = await startEmbeddedKafka(stage.folder, inRepository('.newsledger'));
  stage.onClose(kafka.stop);
  return kafka;
}
