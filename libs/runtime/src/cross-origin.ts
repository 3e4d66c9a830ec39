import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#process';
import { SETTINGS } from './runtime-module.js';
import { addVary } from './vary.js';

const exposed = [
  'ETag',
  'Link',
  'Memento-Datetime',
  'Newsledger-Epoch',
  'Newsledger-Position',
  'Newsledger-Parked',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
].join(', ');

const preflight = {
  'access-control-allow-methods': 'GET, HEAD, OPTIONS, POST',
  'access-control-allow-headers': 'Accept, Accept-Datetime, Authorization, If-None-Match, Last-Event-ID',
  // The longest that the browsers keep to.
  'access-control-max-age': '7200',
};

type Cors = Settings['cors'];

/** Says on every answer of a route, a refusal too, which pages may read it. Lets everybody pass: browsers do the rest. */
@Injectable()
export class CrossOriginGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    return allowPages(context, this.settings.cors);
  }
}

/** The same of what is open to every page, whatever the settings say. */
@Injectable()
export class EveryOriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return allowPages(context, '*');
  }
}

/** Answers a browser that asks before it reads. It sends no key when it asks, so none is looked for. */
export function answerPreflight(cors: Cors, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (allowOrigin(cors, request, reply)) void reply.headers(preflight);
  return reply.status(204).send();
}

function allowPages(context: ExecutionContext, cors: Cors): boolean {
  const http = context.switchToHttp();
  const reply = http.getResponse<FastifyReply>();
  if (allowOrigin(cors, http.getRequest<FastifyRequest>(), reply)) {
    void reply.header('access-control-expose-headers', exposed);
  }
  return true;
}

function allowOrigin(cors: Cors, { headers }: FastifyRequest, reply: FastifyReply): boolean {
  if (cors === undefined) return false;
  if (cors === '*') {
    void reply.header('access-control-allow-origin', '*');
    return true;
  }
  addVary(reply, 'origin');
  const { origin } = headers;
  if (origin === undefined || !cors.includes(origin)) return false;
  void reply.header('access-control-allow-origin', origin);
  return true;
}
