import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RefusalError } from '#errors';
import { answer } from '../answer.js';
import { webFiles } from './assets.js';

/** The scripts and styles of the pages; they tell nothing of any story, and any site may load them. */
@Controller('assets')
export class AssetsController {
  @Get(':name')
  async file(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const file = webFiles().files.get(name);
    if (file === undefined)
      throw new RefusalError({ code: 'route-unknown', detail: 'There is nothing at this address.' });
    const { body, type, isForGood } = file;
    void reply.header('cache-control', isForGood ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    void reply.header('access-control-allow-origin', '*').header('x-content-type-options', 'nosniff');
    return answer(request, reply, { body, type });
  }
}
