import {
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  UseFilters,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { RefusalError } from '#errors';
import { KeyRing } from '#identity';
import { readPlace } from '#views';
import { listAttempts } from './attempts.js';
import { CourierAwayFilter } from './courier-away-filter.js';
import { COURIER_POOL, TARGETS, VIEWS_POOL } from './courier-parts.js';
import type { Targets } from './judge-target.js';
import { pageOf, readPage, refuseUnknown } from './read-page.js';
import { readNewWebhook, refuseBeyond } from './read-webhook-body.js';
import { requireWebhook, webhookUnknown, whoAsks } from './webhook-desk.js';
import { createWebhook, deleteWebhook, listWebhooks } from './webhook-store.js';

type Sent = Record<string, unknown>;
type Authorization = string | undefined;

/** Makes, tells and removes webhooks: each key its own, and an admin everybody's. */
@Controller('v1/webhooks')
@UseFilters(CourierAwayFilter)
export class WebhooksController {
  constructor(
    @Inject(COURIER_POOL) private readonly pool: pg.Pool,
    @Inject(VIEWS_POOL) private readonly views: pg.Pool,
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KeyRing) private readonly keys: KeyRing,
  ) {}

  @Post()
  async create(@Headers('authorization') header: Authorization, @Query() query: Sent, @Req() { body }: FastifyRequest) {
    const { key } = await whoAsks(this.keys, header);
    refuseUnknown(query);
    const read = readNewWebhook(body, this.targets);
    if (!read.ok) throw new RefusalError(read.refusal);
    const { position, epoch } = await readPlace(this.views);
    const { after = position } = read.value;
    refuseBeyond(after, position);
    const made = await createWebhook(this.pool, key.id, { ...read.value, after, epoch });
    if (!made.ok) throw new RefusalError(made.refusal);
    const { webhook, secret } = made.value;
    return { ...webhook, secret };
  }

  @Get()
  async list(@Headers('authorization') header: Authorization, @Query() query: Sent) {
    const { owner } = await whoAsks(this.keys, header);
    const { limit, behind } = readPage(query, /^wh_[0-9a-f]{32}$/);
    const { items, ...more } = pageOf(await listWebhooks(this.pool, owner, { behind, limit: limit + 1 }), limit);
    return { webhooks: items, ...more };
  }

  @Get(':id')
  async read(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const { owner } = await whoAsks(this.keys, header);
    refuseUnknown(query);
    return requireWebhook(this.pool, readId(id), owner);
  }

  @Get(':id/deliveries')
  async deliveries(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const { owner } = await whoAsks(this.keys, header);
    const { limit, behind } = readPage(query, /^\d{1,15}$/);
    await requireWebhook(this.pool, readId(id), owner);
    const page = { behind: behind === undefined ? undefined : Number(behind), limit: limit + 1 };
    const { items, ...more } = pageOf(await listAttempts(this.pool, id, page), limit);
    return { deliveries: items, ...more };
  }

  @Delete(':id')
  @HttpCode(204)
  async delete(@Headers('authorization') header: Authorization, @Param('id') id: string, @Query() query: Sent) {
    const { owner } = await whoAsks(this.keys, header);
    refuseUnknown(query);
    if (!(await deleteWebhook(this.pool, readId(id), owner))) throw webhookUnknown();
  }
}

/** No other id is ever looked for: what an address holds may be no text for a database. */
export function readId(id: string): string {
  if (/^wh_[0-9a-f]{32}$/.test(id)) return id;
  throw webhookUnknown();
}
