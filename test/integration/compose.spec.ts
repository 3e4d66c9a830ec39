import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makeDatabase } from '../parts/make-database.js';
import { issued, opened, revised } from '../parts/events.js';
import { untilSigned } from '../parts/notary-house.js';
import { publish } from '../parts/publish.js';
import { readCompose } from '../parts/read-compose.js';
import type { ComposeService } from '../parts/read-compose.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { findPort, startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

const names = ['OWNER', 'PUBLISHER', 'RELAY', 'PROJECTOR', 'READER', 'COURIER', 'NOTARY'];
const passwords = Object.fromEntries(names.map((name) => [`${name}_PASSWORD`, 'test']));

describeWithKafka('the services of docker-compose.yml', () => {
  const running: RunningService[] = [];

  afterAll(() => Promise.all(running.map((service) => service.kill('SIGTERM'))));

  test('run apart by their own commands and environment, each as its own role', async () => {
    const database = await makeDatabase(testPostgres());
    await giveToOwner(database.owner, database.name);
    const services = await readCompose(passwords);
    const keyFile = join(await mkdtemp(join(tmpdir(), 'newsledger-compose-')), 'notary.key');
    // Containers have names on a network of their own; here the same parts are on this machine.
    const here = new URL(testPostgres());
    const environmentOf = ({ environment = {} }: ComposeService): Record<string, string> => ({
      // An unset variable is empty in compose, and null in a plain reading of YAML.
      ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? ''])),
      HOST: '127.0.0.1',
      NEWSLEDGER_TOPIC: database.name,
      DATABASE_URL: (environment['DATABASE_URL'] ?? '').replace(
        'postgres:5432/newsledger',
        `${here.host}/${database.name}`,
      ),
      ...(environment['NEWSLEDGER_NOTARY_KEY'] === undefined ? {} : { NEWSLEDGER_NOTARY_KEY: keyFile }),
      ...(environment['KAFKA_BROKERS'] === undefined ? {} : { KAFKA_BROKERS: testBrokers() }),
    });
    for (const name of ['migrate', 'notary-key']) {
      const step = services[name] as ComposeService;
      expect(await runToEnd(step.command ?? [], environmentOf(step))).toBe(0);
    }
    const started = new Map<string, RunningService>();
    for (const name of ['publisher', 'relay', 'projector', 'reader', 'courier', 'notary']) {
      const service = services[name] as ComposeService;
      expect(service.command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
      const { port, ...environment } = { ...environmentOf(service), port: await findPort() };
      const process = await startService(name, { ...environment, PORT: String(port) }, { port });
      running.push(process);
      started.set(name, process);
    }
    const answer = await publish({
      url: started.get('publisher')!.url,
      key: database.key,
      story: 'composed',
      events: [opened('open'), issued('a', 3_000), revised('b', 'a', 10_000)],
    });
    expect(answer.status).toBe(201);
    const path = `/v1/stories/composed/changes?minPosition=${answer.body.position}`;
    const changes = await until('the change is visible', async () => {
      const response = await fetch(started.get('reader')!.url + path);
      return response.ok && ((await response.json()) as { changes: { sentence: string }[] }).changes;
    });
    const { size } = await untilSigned(started.get('notary')!, answer.body.position);
    expect(size).toBe(answer.body.position);
    expect(changes.at(-1)?.sentence).toContain('from 3,000 to about 10,000');
  }, 120_000);
});

async function giveToOwner(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_roles where rolname = 'newsledger_owner'`);
    if (rowCount === 0) await client.query(`create role newsledger_owner login password 'test'`);
    // Begun anew by its owner, as in the container.
    for (const schema of [
      'newsledger_ledger',
      'newsledger_views',
      'newsledger_views_blue',
      'newsledger_views_green',
      'newsledger_identity',
      'newsledger_courier',
      'newsledger_notary',
      'newsledger',
    ]) {
      await client.query(`alter schema ${schema} owner to newsledger_owner`);
      const { rows } = await client.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'v')`,
        [schema],
      );
      for (const { name } of rows) await client.query(`alter table ${schema}.${name} owner to newsledger_owner`);
      const routines = await client.query<{ name: string }>(
        `select oid::regprocedure::text as name from pg_proc where pronamespace = $1::regnamespace`,
        [schema],
      );
      for (const { name } of routines.rows) await client.query(`alter routine ${name} owner to newsledger_owner`);
    }
    await client.query(`alter database ${database} owner to newsledger_owner`);
  } finally {
    await client.end();
  }
}

function runToEnd(command: readonly string[], environment: Readonly<Record<string, string>>): Promise<number | null> {
  const [, ...words] = command;
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', resolve));
}
