import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KeyRing, requireReader } from '#identity';
import { AUDITORS } from './notary-parts.js';

/** Leaves tell of events: where reading needs a key, they need it too. Hashes tell nothing, and are open. */
@Injectable()
export class AuditGuard implements CanActivate {
  constructor(@Inject(AUDITORS) private readonly keys: KeyRing | null) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await requireReader(this.keys, context.switchToHttp().getRequest<FastifyRequest>().headers.authorization);
    return true;
  }
}
