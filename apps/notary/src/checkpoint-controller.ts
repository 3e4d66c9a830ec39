import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { RefusalError } from '#errors';
import { readCurrentEpoch } from '#ledger';
import { EveryOriginGuard } from '#runtime';
import { AuditDesk } from './audit-desk.js';
import { readAuditParameters, required, readNumber } from './audit-parameters.js';
import { readKnownKeys } from './known-keys.js';
import { NotaryAwayFilter } from './notary-away-filter.js';
import { LEDGER_POOL, TREE_POOL } from './notary-parts.js';
import { json, plain, sendAudited } from './send-audited.js';

type Sent = Record<string, unknown>;

/** What is open to everybody, and to every page: signatures and hashes, which tell nothing of any event. */
@Controller('v1/audit')
@UseGuards(EveryOriginGuard)
@UseFilters(NotaryAwayFilter)
export class CheckpointController {
  constructor(
    @Inject(AuditDesk) private readonly desk: AuditDesk,
    @Inject(LEDGER_POOL) private readonly ledger: pg.Pool,
    @Inject(TREE_POOL) private readonly tree: pg.Pool,
  ) {}

  @Get('checkpoint')
  async checkpoint(@Query() query: Sent, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const parameters = readAuditParameters(query, ['epoch']);
    const { epoch, checkpoint } = await this.desk.stand(parameters['epoch']);
    return sendAudited(request, reply, { body: checkpoint.note, type: plain, epoch: epoch.id, isSettled: false });
  }

  @Get('key')
  async keys(@Query() query: Sent, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    readAuditParameters(query, []);
    const [epoch, known] = await Promise.all([readCurrentEpoch(this.ledger), readKnownKeys(this.tree)]);
    if (known.length === 0) {
      throw new RefusalError({ code: 'position-not-signed', detail: 'Nothing has been signed yet. Try again.' });
    }
    const body = known.map(({ verifierKey }) => `${verifierKey}\n`).join('');
    return sendAudited(request, reply, { body, type: plain, epoch: epoch.id, isSettled: false });
  }

  @Get('key/:id')
  async endorsement(
    @Param('id') id: string,
    @Query() query: Sent,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    readAuditParameters(query, []);
    const [epoch, known] = await Promise.all([readCurrentEpoch(this.ledger), readKnownKeys(this.tree)]);
    const endorsement = known.find(({ verifierKey }) => verifierKey.split('+')[1] === id)?.endorsement;
    if (endorsement === undefined || endorsement === null) {
      const detail = 'No key of this id followed another one: "/v1/audit/key" names them all.';
      throw new RefusalError({ code: 'notary-key-unknown', detail });
    }
    return sendAudited(request, reply, { body: endorsement, type: plain, epoch: epoch.id, isSettled: false });
  }

  @Get('proof/inclusion')
  async inclusion(@Query() query: Sent, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const parameters = readAuditParameters(query, ['position', 'size', 'epoch']);
    const position = required(parameters, 'position', 1);
    const { size, epoch } = parameters;
    const wanted = size === undefined ? undefined : readNumber('size', size, 1);
    const standing = await this.desk.stand(epoch);
    const proof = await this.desk.inclusion(standing, position, wanted);
    const isSettled = size !== undefined && epoch !== undefined;
    return sendAudited(request, reply, { body: JSON.stringify(proof), type: json, epoch: proof.epoch, isSettled });
  }

  @Get('proof/consistency')
  async consistency(@Query() query: Sent, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const parameters = readAuditParameters(query, ['from', 'to', 'epoch']);
    const from = required(parameters, 'from', 1);
    const { to, epoch } = parameters;
    const wanted = to === undefined ? undefined : readNumber('to', to, 1);
    const standing = await this.desk.stand(epoch);
    const proof = await this.desk.consistency(standing, from, wanted);
    const isSettled = to !== undefined && epoch !== undefined;
    return sendAudited(request, reply, { body: JSON.stringify(proof), type: json, epoch: proof.epoch, isSettled });
  }
}
