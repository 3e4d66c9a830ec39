import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { readRetryAfter } from './backoff.js';
import { errorOfStatus, notAllowed, tellFailure } from './failures.js';
import { judgedLookup } from './find-addresses.js';
import type { FindAddresses } from './find-addresses.js';
import { hostOf, isAllowedAddress } from './judge-target.js';
import type { Targets } from './judge-target.js';

export interface Limits {
  readonly connectMs: number;
  /** Of one delivery, from the name's look-up to the end of the answer. */
  readonly wholeMs: number;
  /** The status decides. What follows it is read for so long and so far, so that the connection can be used again. */
  readonly restMs: number;
  readonly restBytes: number;
}

export const usualLimits: Limits = { connectMs: 5_000, wholeMs: 15_000, restMs: 1_000, restBytes: 64 * 1024 };

/** How one try ended: what the receiver answered, or why there is no answer. */
export interface Answer {
  readonly status?: number;
  readonly error?: string;
  readonly retryAfterMs?: number;
}

export interface EndpointPlace {
  readonly url: string;
  readonly targets: Targets;
  readonly find: FindAddresses;
  readonly limits?: Limits;
}

/** Why a try was given up. */
export class LateError extends Error {}

/** Where a webhook leads, with the connection that is kept between deliveries. Follows no redirects. */
export class Endpoint {
  private readonly url: URL;
  private readonly isSecure: boolean;
  private readonly agent: HttpAgent;
  private readonly limits: Limits;

  constructor(private readonly place: EndpointPlace) {
    this.url = new URL(place.url);
    this.isSecure = this.url.protocol === 'https:';
    this.limits = place.limits ?? usualLimits;
    const options = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
    this.agent = this.isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** Never rejects; the signal ends the try, whose answer then means nothing. */
  async post(headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal): Promise<Answer> {
    // An address needs no look-up, so none would judge it; a request would connect before it could be stopped.
    const host = hostOf(this.url);
    if (isIP(host) !== 0 && !isAllowedAddress(host, this.place.targets)) return { error: notAllowed };
    const deadline = Date.now() + this.limits.wholeMs;
    for (let first = true; ; first = false) {
      const request = this.open(headers, body);
      try {
        return await this.finish(request, body, deadline, signal);
      } catch (error) {
        // The receiver closed a kept connection just when it was used again: that says nothing about the delivery.
        if (first && request.reusedSocket && isReset(error)) continue;
        return { error: tellFailure(error) };
      }
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private open(headers: Readonly<Record<string, string>>, body: string): ClientRequest {
    const { targets, find } = this.place;
    const send = this.isSecure ? requestHttps : requestHttp;
    return send(this.url, {
      method: 'POST',
      agent: this.agent,
      lookup: judgedLookup(find, targets),
      headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'newsledger-courier' },
    });
  }

  private finish(request: ClientRequest, body: string, deadline: number, signal: AbortSignal): Promise<Answer> {
    const { connectMs, wholeMs } = this.limits;
    const late = (words: string) => () => request.destroy(new LateError(words));
    const timers = [
      setTimeout(late(`there was no connection within ${connectMs / 1_000} s`), connectMs),
      setTimeout(late(`there was no answer within ${wholeMs / 1_000} s`), Math.max(0, deadline - Date.now())),
    ];
    const stop = late('it was interrupted');
    signal.addEventListener('abort', stop, { once: true });
    request.once('socket', (socket) => {
      const connected = () => clearTimeout(timers[0]);
      if (request.reusedSocket) connected();
      else socket.once(this.isSecure ? 'secureConnect' : 'connect', connected);
    });
    return new Promise<Answer>((resolve, reject) => {
      request.on('error', reject);
      // An answer that would go over to another protocol is no other event of Node's, and would never end.
      request.once('upgrade', (response, socket) => {
        socket.destroy();
        resolve(answerOf(response));
      });
      request.once('response', (response) => void this.readRest(response).then(() => resolve(answerOf(response))));
      if (signal.aborted) stop();
      else request.end(body);
    }).finally(() => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    });
  }

  private readRest(response: IncomingMessage): Promise<void> {
    return new Promise((resolve) => {
      let bytes = 0;
      const end = setTimeout(() => response.destroy(), this.limits.restMs);
      response.on('error', () => undefined);
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > this.limits.restBytes) response.destroy();
      });
      response.once('close', () => {
        clearTimeout(end);
        resolve();
      });
    });
  }
}

function answerOf({ statusCode = 0, headers }: IncomingMessage): Answer {
  const error = errorOfStatus(statusCode);
  if (error === undefined) return { status: statusCode };
  const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
  return { status: statusCode, error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

const isReset = (error: unknown) => ['ECONNRESET', 'EPIPE'].includes(String((error as NodeJS.ErrnoException).code));
