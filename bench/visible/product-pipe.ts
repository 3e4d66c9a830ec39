import { schemaName } from '#postgres';
import { viewsChannel, viewsSchema } from '#views';
import type { KeepAliveClient } from '../measure/keep-alive-client.js';
import { bodyOf, openClients, openStories, publish, storyAt } from '../publish/publish-load.js';
import { prepareDatabase, runService } from '../stage/open-services.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';
import { Sightings } from './sightings.js';

/** Takes one event in, and resolves once its view row is committed. */
export type Pipe = () => Promise<void>;

const connections = 64;

/** The whole product, a process for each service, from the HTTP request to the view row, and to a client of a stream. */
export async function openProductPipe(
  stage: Stage,
  url: string,
  brokers: readonly string[],
  estimates: ReadyEstimates,
): Promise<{ readonly toViews: Pipe; readonly toStream: Pipe }> {
  const { key } = await prepareDatabase(url);
  const publisher = await runService(stage, 'publisher', url);
  await runService(stage, 'relay', url, brokers);
  await runService(stage, 'projector', url, brokers);
  const reader = await runService(stage, 'reader', url);
  const place = { url: publisher.url, headers: { authorization: `Bearer ${key}` } };
  const sightings = await Sightings.listen(stage, url, viewsChannel(schemaName('newsledger', viewsSchema)));
  const onStream = await Sightings.follow(stage, reader.url);
  await sightings.of(await openStories(place));

  const idle = await openClients(place, connections);
  const wanted: ((client: KeepAliveClient) => void)[] = [];
  let number = 0;
  const pipe = (seen: Sightings) => async () => {
    const client = idle.pop() ?? (await new Promise<KeepAliveClient>((resolve) => wanted.push(resolve)));
    number += 1;
    const position = await publish(client, storyAt(number), bodyOf(estimates.take()));
    const next = wanted.shift();
    if (next === undefined) idle.push(client);
    else next(client);
    await seen.of(position);
  };
  return { toViews: pipe(sightings), toStream: pipe(onStream) };
}
