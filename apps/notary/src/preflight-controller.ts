import { Controller, Inject, Options, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerPreflight, SETTINGS } from '#runtime';
import type { Settings } from '#process';

/** Answers browsers that ask before they read with a key, or what they know already. */
@Controller('v1/audit')
export class PreflightController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Options(['leaf/:position', 'opening/:position'])
  ofEvents(@Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    return answerPreflight(this.settings.cors, request, reply);
  }

  @Options(['checkpoint', 'key', 'key/:id', 'proof/inclusion', 'proof/consistency'])
  ofHashes(@Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    return answerPreflight('*', request, reply);
  }
}
