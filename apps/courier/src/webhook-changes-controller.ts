import { Controller, Headers, HttpCode, Inject, Param, Post, Query, Req, UseFilters } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { RefusalError } from '#errors';
import { KeyRing } from '#identity';
import { readPlace } from '#views';
import { CourierAwayFilter } from './courier-away-filter.js';
import { COURIER_POOL, VIEWS_POOL } from './courier-parts.js';
import { refuseUnknown } from './read-page.js';
import { readReplay, refuseBeyond } from './read-webhook-body.js';
import { TestDesk } from './test-desk.js';
import { requireWebhook, settled, webhookUnknown, whoAsks } from './webhook-desk.js';
import { pauseWebhook, replayWebhook, resumeWebhook, retryWebhook, rotateSecret } from './webhook-state.js';
import type { Which } from './webhook-state.js';
import { readId } from './webhooks-controller.js';

type Sent = Record<string, unknown>;
type Authorization = string | undefined;

/** What can be done with a webhook. */
@Controller('v1/webhooks/:id')
@UseFilters(CourierAwayFilter)
export class WebhookChangesController {
  constructor(
    @Inject(COURIER_POOL) private readonly pool: pg.Pool,
    @Inject(VIEWS_POOL) private readonly views: pg.Pool,
    @Inject(KeyRing) private readonly keys: KeyRing,
    @Inject(TestDesk) private readonly tests: TestDesk,
  ) {}

  @Post('pause')
  @HttpCode(200)
  async pause(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const which = await this.which(header, id, query);
    return settled(this.pool, which, await pauseWebhook(this.pool, which), 'paused');
  }

  @Post('resume')
  @HttpCode(200)
  async resume(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const which = await this.which(header, id, query);
    const { epoch } = await readPlace(this.views);
    return settled(this.pool, which, await resumeWebhook(this.pool, which, epoch), 'active');
  }

  @Post('retry')
  @HttpCode(200)
  async retry(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const which = await this.which(header, id, query);
    return settled(this.pool, which, await retryWebhook(this.pool, which));
  }

  @Post('replay')
  @HttpCode(200)
  async replay(
    @Headers('authorization') header: Authorization,
    @Param('id') id: string,
    @Query() query: Sent,
    @Req() { body }: FastifyRequest,
  ) {
    const which = await this.which(header, id, query);
    const read = readReplay(body);
    if (!read.ok) throw new RefusalError(read.refusal);
    const { after } = read.value;
    const { position, epoch } = await readPlace(this.views);
    refuseBeyond(after, position);
    return settled(this.pool, which, await replayWebhook(this.pool, which, { after, epoch }));
  }

  @Post('rotate')
  @HttpCode(200)
  async rotate(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const rotated = await rotateSecret(this.pool, await this.which(header, id, query));
    if (rotated === undefined) throw webhookUnknown();
    return { ...rotated.webhook, secret: rotated.secret };
  }

  @Post('test')
  @HttpCode(200)
  async test(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const { owner } = await this.which(header, id, query);
    return this.tests.send(await requireWebhook(this.pool, id, owner));
  }

  private async which(header: Authorization, id: string, query: Sent): Promise<Which> {
    const { owner } = await whoAsks(this.keys, header);
    refuseUnknown(query);
    return { id: readId(id), owner };
  }
}
