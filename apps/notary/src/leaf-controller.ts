import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CrossOriginGuard, readStoryId } from '#runtime';
import { AuditDesk } from './audit-desk.js';
import { AuditGuard } from './audit-guard.js';
import { optional, readAuditParameters, readNumber } from './audit-parameters.js';
import { NotaryAwayFilter } from './notary-away-filter.js';
import { json, sendAudited } from './send-audited.js';

type Sent = Record<string, unknown>;

/** What was hashed, for those who may read the events. */
@Controller('v1/audit')
@UseGuards(CrossOriginGuard, AuditGuard)
@UseFilters(NotaryAwayFilter)
export class LeafController {
  constructor(@Inject(AuditDesk) private readonly desk: AuditDesk) {}

  @Get('leaf/:position')
  async leaf(
    @Param('position') position: string,
    @Query() query: Sent,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { epoch } = readAuditParameters(query, ['epoch']);
    const wanted = readNumber('position', position, 1);
    const standing = await this.desk.stand(epoch);
    const { bytes } = await this.desk.leaf(standing, wanted);
    const answer = { body: bytes, type: 'application/octet-stream', epoch: standing.epoch.id };
    return sendAudited(request, reply, { ...answer, isSettled: epoch !== undefined });
  }

  // What openings tell may be erased one day, so it is kept by nobody.
  @Get('stories/:story')
  async story(
    @Param('story') story: string,
    @Query() query: Sent,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const parameters = readAuditParameters(query, ['after', 'size', 'epoch']);
    const [after, size] = [optional(parameters, 'after', 0), optional(parameters, 'size', 1)];
    const standing = await this.desk.stand(parameters['epoch']);
    const proof = await this.desk.story(standing, { story: readStoryId(story), after: after ?? 0, size });
    return sendAudited(request, reply, {
      body: JSON.stringify(proof),
      type: json,
      epoch: standing.epoch.id,
      isSettled: false,
    });
  }

  // What it tells may be erased one day, so it is kept by nobody.
  @Get('opening/:position')
  async opening(
    @Param('position') position: string,
    @Query() query: Sent,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { epoch } = readAuditParameters(query, ['epoch']);
    const wanted = readNumber('position', position, 1);
    const standing = await this.desk.stand(epoch);
    const { event } = await this.desk.leaf(standing, wanted);
    const { salt, actor, data, commitment } = event;
    const opening = { epoch: standing.epoch.id, position: wanted, algorithm: 'sha-256', salt, actor, data };
    const body = JSON.stringify({ ...opening, commitment: commitment.toString('hex') });
    return sendAudited(request, reply, { body, type: json, epoch: standing.epoch.id, isSettled: false });
  }
}
