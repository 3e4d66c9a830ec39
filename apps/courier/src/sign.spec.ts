import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { makeSecret, signedHeaders } from './sign.js';

describe('a signature', () => {
  test('is that of the example of Standard Webhooks', () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
    expect(signedHeaders(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('is accepted by the library of Standard Webhooks, with each secret, and no other body is', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        const secrets = [makeSecret(), makeSecret()];
        const headers = signedHeaders({ id: 'wh_1', timestamp: Math.floor(Date.now() / 1_000), body }, secrets);
        for (const secret of secrets) {
          expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
          expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
        }
        expect(() => new Webhook(makeSecret()).verify(body, headers)).toThrow();
      }),
      { numRuns: 20 },
    );
  });

  test('is made with a secret of 32 random bytes', () => {
    const secrets = Array.from({ length: 100 }, makeSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret.replace('whsec_', ''), 'base64').length).toBe(32);
  });
});
