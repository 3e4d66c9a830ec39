import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RefusalError } from '#errors';
import { KeyRing, mayRead, requireKey } from '#identity';
import { isDatabaseAway } from '#postgres';
import { READERS } from '../reading-guard.js';

const keyIds = new WeakMap<FastifyRequest, string>();

/** Whom the room of a stream is counted for: the holder of a key, or an address. */
export const clientOf = (request: FastifyRequest): string => keyOf(request) ?? request.ip;

/** The key that the stream is opened with; undefined where reading is open. */
export const keyOf = (request: FastifyRequest): string | undefined => keyIds.get(request);

/** Where reading needs a key, lets in who has one, or a token that was given for one: browsers can send no header. */
@Injectable()
export class StreamGuard implements CanActivate {
  constructor(@Inject(READERS) private readonly keys: KeyRing | null) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.keys === null) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { token } = request.query as { readonly token?: unknown };
    const isByToken = request.headers.authorization === undefined && typeof token === 'string';
    const key = isByToken ? await this.readToken(this.keys, token) : await this.readKey(this.keys, request);
    keyIds.set(request, key.id);
    return true;
  }

  private readKey(keys: KeyRing, { headers }: FastifyRequest) {
    return requireKey(keys, headers.authorization, { purpose: 'Reading', allows: mayRead, away: 'keys-unavailable' });
  }

  private async readToken(keys: KeyRing, token: string) {
    const key = await keys.findByToken(token).catch((error: unknown) => {
      if (!isDatabaseAway(error)) throw error;
      throw new RefusalError({ code: 'keys-unavailable', detail: 'Keys cannot be looked up just now. Try again.' });
    });
    if (key !== undefined && mayRead(key.scopes)) return key;
    throw new RefusalError({ code: 'key-unknown', detail: 'The token is unknown or has expired: ask for another.' });
  }
}
