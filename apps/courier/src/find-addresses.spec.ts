import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Endpoint } from './endpoint.js';
import { judgedLookup } from './find-addresses.js';

type Answered = readonly [error: Error | null, address: unknown];

const lookUp = (find: (name: string) => Promise<readonly string[]>, all = true): Promise<Answered> =>
  new Promise((resolve) =>
    judgedLookup(find, 'public')('hook.example', { all }, (error, address) => resolve([error, address])),
  );

describe('a name', () => {
  test('is connected to at those of its addresses that are public', async () => {
    const find = () => Promise.resolve(['10.0.0.1', '1.1.1.1', '::1', '2606:4700::1']);
    expect(await lookUp(find)).toEqual([
      null,
      [
        { address: '1.1.1.1', family: 4 },
        { address: '2606:4700::1', family: 6 },
      ],
    ]);
    expect(await lookUp(find, false)).toEqual([null, '1.1.1.1']);
  });

  test.each([[['127.0.0.1']], [['169.254.169.254', '::ffff:10.0.0.1']], [[]]])(
    'leading to %p alone is refused',
    async (found) => {
      const [error] = await lookUp(() => Promise.resolve(found));
      expect(error).toMatchObject({ code: 'TARGET_NOT_ALLOWED' });
    },
  );

  test('that leads elsewhere at every question is judged by the answer that is used', async () => {
    const answers = [['1.1.1.1'], ['127.0.0.1'], ['1.0.0.1']];
    const find = () => Promise.resolve(answers.shift() ?? []);
    expect((await lookUp(find))[1]).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect((await lookUp(find))[0]).toMatchObject({ code: 'TARGET_NOT_ALLOWED' });
    expect((await lookUp(find))[1]).toEqual([{ address: '1.0.0.1', family: 4 }]);
  });

  test('that leads here after it was judged reaches nothing', async () => {
    let connections = 0;
    const server = createServer((_request, response) => response.end()).on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const asked: string[] = [];
    const find = (name: string) => Promise.resolve((asked.push(name), ['127.0.0.1']));
    const { signal } = new AbortController();
    for (const host of ['hook.example', '127.0.0.1', '[::ffff:127.0.0.1]', 'localhost']) {
      const endpoint = new Endpoint({ url: `http://${host}:${port}/`, targets: 'public', find });
      expect(await endpoint.post({}, '{}', signal)).toEqual({ error: 'it leads to no public address' });
      endpoint.close();
    }
    expect([connections, asked]).toEqual([0, ['hook.example', 'localhost']]);
    const allowed = new Endpoint({ url: `http://hook.example:${port}/`, targets: 'any', find });
    expect(await allowed.post({}, '{}', signal)).toEqual({ status: 200 });
    allowed.close();
    expect(connections).toBe(1);
    await new Promise((resolve) => server.close(resolve));
  });
});
