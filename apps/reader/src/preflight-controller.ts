import { Controller, Inject, Options, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readingPaths, streamPaths } from '#contract';
import { answerPreflight, SETTINGS } from '#runtime';
import type { Settings } from '#process';

/** Answers browsers that ask before they read. */
@Controller()
export class PreflightController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Options([...readingPaths, ...streamPaths].map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1')))
  answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    return answerPreflight(this.settings.cors, request, reply);
  }
}
