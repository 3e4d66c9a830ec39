import { Controller, Inject, Injectable, Options, Req, Res } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readingPaths, streamPaths } from '#contract';
import { SETTINGS } from '#runtime';
import type { Settings } from '#process';
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

/** Says on every answer of a route, a refusal too, which pages may read it. Lets everybody pass: browsers do the rest. */
@Injectable()
export class CrossOriginGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const isAllowed = allowOrigin(this.settings.cors, http.getRequest<FastifyRequest>(), reply);
    if (isAllowed) void reply.header('access-control-expose-headers', exposed);
    return true;
  }
}

/** Answers browsers that ask before they read. They send no key when they ask, so none is looked for. */
@Controller()
export class PreflightController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Options([...readingPaths, ...streamPaths].map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1')))
  answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    if (allowOrigin(this.settings.cors, request, reply)) void reply.headers(preflight);
    return reply.status(204).send();
  }
}

function allowOrigin(cors: Settings['cors'], { headers }: FastifyRequest, reply: FastifyReply): boolean {
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
