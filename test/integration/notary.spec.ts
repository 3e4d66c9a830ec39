import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { leafHash, parseLeaf, verifyConsistency, verifyInclusion } from '#merkle';
import type { Checkpoint } from '#merkle';
import { issue, openKeys } from '../parts/keys.js';
import { opened, titled } from '../parts/events.js';
import { askNotary, hashLedger, readCheckpoint, startNotaryHouse, untilSigned } from '../parts/notary-house.js';
import type { NotaryHouse } from '../parts/notary-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';

const bytes = (text: string) => Buffer.from(text, 'base64');

describe('the notary of the reference story', () => {
  let house: NotaryHouse;
  let notary: RunningService;
  let checkpoint: Checkpoint;

  beforeAll(async () => {
    house = await startNotaryHouse(testPostgres());
    notary = await house.startNotary();
    const sample = JSON.parse(await readFile('apps/cli/sample/story.json', 'utf8')) as {
      story: string;
      batches: object[][];
    };
    await house.record('aside', { ...opened('o'), actor: 'desk-7' });
    let position = 0;
    for (const batch of sample.batches) position = await house.record(sample.story, ...batch);
    const publishedAt = Date.now();
    checkpoint = await untilSigned(notary, position);
    expect(Date.now() - publishedAt).toBeLessThan(5_000);
    expect(checkpoint.size).toBe(position);
  });

  afterAll(() => house.stop());

  test('signs the root of the ledger, hashed anew from all that it holds', async () => {
    const { rows } = await house.ledger.query<{ id: string }>(`select id from epoch`);
    expect(checkpoint.origin).toBe(`main/${String(rows[0]?.id)}`);
    expect(checkpoint.root).toEqual((await hashLedger(house.ledger)).root);
    const response = await fetch(`${notary.url}/v1/audit/checkpoint`);
    expect(response.headers.get('newsledger-epoch')).toBe(rows[0]?.id);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('proves every position, with its leaf, its opening and the chain of its story', async () => {
    const chains = new Map<string, Buffer>();
    for (let position = 1; position <= checkpoint.size; position += 1) {
      const { body } = await askNotary(notary, `proof/inclusion?position=${position}`);
      const claim = { index: position - 1, size: checkpoint.size, root: checkpoint.root };
      expect(verifyInclusion({ ...claim, leafHash: bytes(body.leafHash) }, body.hashes.map(bytes))).toBe(true);
      expect(body).toMatchObject({ position, size: checkpoint.size, rootHash: checkpoint.root.toString('base64') });

      const answer = await fetch(`${notary.url}/v1/audit/leaf/${position}`);
      const leaf = Buffer.from(await answer.arrayBuffer());
      expect(leafHash(leaf).toString('base64')).toBe(body.leafHash);
      const { story, previous, commitment } = parseLeaf(leaf)!;
      expect(previous).toEqual(chains.get(story));
      chains.set(story, leafHash(leaf));

      const opening = await askNotary(notary, `opening/${position}`);
      const { salt, actor, data } = opening.body;
      const said = actor === undefined ? '' : `"actor":${JSON.stringify(actor)},`;
      const committed = createHash('sha256')
        .update(Buffer.from(salt, 'hex'))
        .update(`{${said}"data":${data}}`)
        .digest();
      expect(committed).toEqual(commitment);
      expect(opening.body.commitment).toBe(commitment.toString('hex'));
    }
    expect(chains.size).toBe(2);
  });

  test('proves that each checkpoint goes on from each before', async () => {
    for (let more = 0; more < 3; more += 1) {
      await untilSigned(notary, await house.record('aside', titled(`t-${more}`, `Title ${more}`)));
    }
    const { rows } = await house.tables.query<{ size: number; root: Buffer }>(
      `select size, root from checkpoint order by number`,
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const [at, later] of rows.entries()) {
      for (const earlier of rows.slice(0, at + 1)) {
        const query = `from=${earlier.size}&to=${later.size}`;
        const { body } = await askNotary(notary, `proof/consistency?${query}`);
        const claim = { from: earlier.size, to: later.size, fromRoot: earlier.root, toRoot: later.root };
        expect(verifyConsistency(claim, body.hashes.map(bytes))).toBe(true);
        expect([bytes(body.fromRootHash), bytes(body.toRootHash)]).toEqual([earlier.root, later.root]);
      }
    }
  });

  test('proves positions in every earlier tree too', async () => {
    const { hashes } = await hashLedger(house.ledger);
    for (const [position, size] of [
      [1, 1],
      [1, 2],
      [3, 3],
      [17, 33],
      [32, 32],
      [33, 40],
    ] as const) {
      const { body } = await askNotary(notary, `proof/inclusion?position=${position}&size=${size}`);
      const claim = { index: position - 1, size, leafHash: hashes[position - 1]!, root: bytes(body.rootHash) };
      expect(verifyInclusion(claim, body.hashes.map(bytes))).toBe(true);
    }
  });

  test('lets an answer be kept for good where its address names all that it is of', async () => {
    const { epoch } = (await askNotary(notary, `proof/inclusion?position=1`)).body;
    const kept = [`proof/inclusion?position=1&size=9&epoch=${epoch}`, `leaf/1?epoch=${epoch}`];
    for (const path of [...kept, `proof/consistency?from=1&to=9&epoch=${epoch}`]) {
      const response = await fetch(`${notary.url}/v1/audit/${path}`);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const headers = { 'if-none-match': String(response.headers.get('etag')) };
      expect((await fetch(response.url, { headers })).status).toBe(304);
      expect((await fetch(response.url, { method: 'HEAD' })).headers.get('etag')).toBe(response.headers.get('etag'));
    }
    for (const path of ['proof/inclusion?position=1&size=9', 'leaf/1', 'opening/1', 'checkpoint', 'key']) {
      const response = await fetch(`${notary.url}/v1/audit/${path}`);
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    }
  });

  test.each([
    ['proof/inclusion', 400, 'position'],
    ['proof/inclusion?position=0', 400, 'position'],
    ['proof/inclusion?position=-1', 400, 'position'],
    ['proof/inclusion?position=01', 400, 'position'],
    ['proof/inclusion?position=1e3', 400, 'position'],
    ['proof/inclusion?position=9007199254740993', 400, 'position'],
    ['proof/inclusion?position=1&position=2', 400, 'position'],
    ['proof/inclusion?position=1&size=', 400, 'size'],
    ['proof/inclusion?position=2&size=1', 400, 'size'],
    ['proof/inclusion?position=1&tree=1', 400, 'tree'],
    ['proof/inclusion?position=1%00', 400, 'position'],
    ['proof/consistency', 400, 'from'],
    ['proof/consistency?from=0', 400, 'from'],
    ['proof/consistency?from=2&to=1', 400, 'to'],
    ['proof/consistency?from=1&to=%27%3B--', 400, 'to'],
    ['checkpoint?size=1', 400, 'size'],
    ['key?x=1', 400, 'x'],
    ['leaf/x', 400, 'position'],
    ['leaf/0', 400, 'position'],
    ['leaf/1?x=', 400, 'x'],
    ['opening/1.5', 400, 'position'],
  ])('refuses %s with %d, and names %s', async (path, status, pointer) => {
    const answer = await askNotary(notary, path);
    expect([answer.status, answer.body.code]).toEqual([status, 'invalid-query']);
    expect(answer.body.errors.map((error) => error.pointer)).toEqual([pointer]);
  });

  test.each([
    ['leaf/999999', 503, 'position-not-signed'],
    ['opening/999999', 503, 'position-not-signed'],
    ['proof/inclusion?position=999999', 503, 'position-not-signed'],
    ['proof/inclusion?position=1&size=999999', 503, 'position-not-signed'],
    ['proof/consistency?from=1&to=999999999999999', 503, 'position-not-signed'],
    ['checkpoint?epoch=another', 409, 'epoch-differs'],
    ['leaf/1?epoch=a%00b', 409, 'epoch-differs'],
    ['key/00000000', 404, 'notary-key-unknown'],
    ['other', 404, 'route-unknown'],
  ])('answers %s with %d %s', async (path, status, code) => {
    const answer = await askNotary(notary, path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('lets pages read it: what tells of events those that are named, what is signed all', async () => {
    const site = 'https://news.example';
    const keyed = await house.startNotary({ NEWSLEDGER_READING: 'key', NEWSLEDGER_CORS: site });
    const look = async (path: string, origin: string, method = 'GET') => {
      const { status, headers } = await fetch(`${keyed.url}/v1/audit/${path}`, { method, headers: { origin } });
      return [status, headers.get('access-control-allow-origin'), headers.get('access-control-expose-headers')];
    };
    const shown = expect.stringContaining('Newsledger-Epoch') as string;
    for (const path of ['leaf/1', 'opening/1']) {
      expect(await look(path, site)).toEqual([401, site, shown]);
      expect(await look(path, site, 'OPTIONS')).toEqual([204, site, null]);
      expect(await look(path, 'https://other.example')).toEqual([401, null, null]);
    }
    for (const path of ['checkpoint', 'key', 'proof/inclusion?position=1', 'proof/consistency?from=1']) {
      expect(await look(path, 'https://other.example')).toEqual([200, '*', shown]);
      expect(await look(path, 'https://other.example', 'OPTIONS')).toEqual([204, '*', null]);
    }
    expect(await look('proof/inclusion?position=x', site)).toEqual([400, '*', shown]);
    await keyed.kill('SIGTERM');
  });

  test('asks for a key where reading needs one, for all that tells of events', async () => {
    const keyed = await house.startNotary({ NEWSLEDGER_READING: 'key' });
    const keys = openKeys(house.database);
    const { secret } = await issue(keys, { scopes: ['read'] });
    await keys.end();
    for (const path of ['leaf/1', 'opening/1', 'leaf/999999', 'leaf/x']) {
      expect((await askNotary(keyed, path)).body.code).toBe('key-missing');
    }
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${keyed.url}/v1/audit/leaf/1`, { headers })).status).toBe(200);
    expect((await askNotary(keyed, `opening/1`, headers)).body.position).toBe(1);
    expect((await readCheckpoint(keyed)).size).toBeGreaterThanOrEqual(checkpoint.size);
    expect((await fetch(`${keyed.url}/v1/audit/proof/inclusion?position=1`)).status).toBe(200);
  });
});
