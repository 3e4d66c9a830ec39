import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asyncApi, openApi } from '#contract';
import { RefusalError } from '#errors';
import { eventSchema, eventVersions, schemaPath } from '#events';
import { SETTINGS } from '#runtime';
import type { Settings } from '#process';
import { answer } from './answer.js';
import { docsFile, docsPolicy } from './docs-page.js';

const json = 'application/json; charset=utf-8';

/** What is promised, as documents: made from the classes of the events, and so never behind them. */
@Controller()
export class ContractController {
  private readonly documents: ReadonlyMap<string, () => object>;

  constructor(@Inject(SETTINGS) { topic }: Settings) {
    const schemas = eventVersions.map(
      (version) => [schemaPath(version.type, version.version), () => eventSchema(version)] as const,
    );
    this.documents = new Map<string, () => object>([
      ['/openapi.json', openApi],
      ['/asyncapi.json', () => asyncApi(topic)],
      ...schemas,
    ]);
  }

  @Get('openapi.json')
  openApi(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send('/openapi.json', json, request, reply);
  }

  @Get('asyncapi.json')
  asyncApi(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send('/asyncapi.json', json, request, reply);
  }

  @Get('schemas/:name')
  schema(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(`/schemas/${name}`, 'application/schema+json; charset=utf-8', request, reply);
  }

  @Get('docs')
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.file('', request, reply);
  }

  @Get('docs/:name')
  async file(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const file = await docsFile(name);
    if (file === undefined) throw nothingHere();
    void reply.header('content-security-policy', docsPolicy).header('x-content-type-options', 'nosniff');
    return answerForAWhile(file.body, file.type, request, reply);
  }

  private send(path: string, type: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const document = this.documents.get(path);
    if (document === undefined) throw nothingHere();
    // Whoever reads the contract may do so from any page.
    void reply.header('access-control-allow-origin', '*');
    return answerForAWhile(JSON.stringify(document()), type, request, reply);
  }
}

function answerForAWhile(
  body: string,
  type: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  void reply.header('cache-control', 'public, max-age=300');
  return answer(request, reply, { body, type });
}

function nothingHere(): RefusalError {
  return new RefusalError({ code: 'route-unknown', detail: 'There is nothing at this address.' });
}
