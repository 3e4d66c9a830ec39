import { Inject, Injectable, UseGuards } from '@nestjs/common';
import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeyRing, requireReader } from '#identity';
import { CrossOriginGuard } from '#runtime';
import { ShownViews } from '#views';

/** Null where reading is open. */
export const READERS = Symbol('the keys of those who may read');

/** Where reading needs a key, lets nobody in without one, before anything that was asked for is looked at. */
@Injectable()
export class ReadingGuard implements CanActivate {
  constructor(@Inject(READERS) private readonly keys: KeyRing | null) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await requireReader(this.keys, context.switchToHttp().getRequest<FastifyRequest>().headers.authorization);
    return true;
  }
}

/** Tells with every answer about a story that is parked from which position on the record goes further than the view. */
@Injectable()
export class ParkedNote implements CanActivate {
  constructor(@Inject(ShownViews) private readonly views: ShownViews) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { story } = http.getRequest<FastifyRequest<{ Params: { story?: string } }>>().params;
    const parked = story === undefined ? undefined : this.views.parked.get(story);
    if (parked !== undefined)
      void http.getResponse<FastifyReply>().header('newsledger-parked', String(parked.position));
    return true;
  }
}

/** Puts the guards before every route of the controllers, so that none can be forgotten. */
export function guarded(controllers: readonly Type[]): Type[] {
  for (const controller of controllers) UseGuards(CrossOriginGuard, ReadingGuard, ParkedNote)(controller);
  return [...controllers];
}
