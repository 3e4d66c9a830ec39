import { Controller, Headers, HttpCode, Inject, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RefusalError } from '#errors';
import { isSlug, storyId } from '#events';
import { Allowances, KeyRing } from '#identity';
import { AnswerInTime } from './answer-in-time.js';
import { authorise } from './authorise.js';
import { PublishEvents } from './publish-events.js';
import { refuseSpent, takeAllowance } from './rate-limit.js';
import { readExpectation, readFlags } from './read-expectation.js';
import { readIdempotencyKey } from './read-idempotency-key.js';
import { readPublishBody } from './read-publish-body.js';

@Controller('v1/stories')
@UseInterceptors(AnswerInTime)
export class PublishController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(KeyRing) private readonly keys: KeyRing,
    @Inject(Allowances) private readonly allowances: Allowances,
  ) {}

  @Post(':story/events')
  @HttpCode(201)
  async publish(
    @Param('story') story: string,
    @Headers() headers: Record<string, string | undefined>,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const key = await authorise(this.keys, headers['authorization'], story);
    refuseSpent(this.allowances, key, reply);
    if (!isSlug(story)) {
      throw new RefusalError({
        code: 'invalid-story-id',
        detail: 'A story id is a slug: a-z, 0-9 and "-", 1 to 100 characters, no "-" first.',
        errors: [{ pointer: 'story', code: 'slug', detail: 'must match [a-z0-9][a-z0-9-]{0,99}' }],
      });
    }
    const { dryRun } = readFlags(query);
    const expectation = readExpectation(headers['if-match'], headers['if-none-match']);
    const body = readPublishBody(request.body);
    // A body that is refused has cost as much as an event.
    await takeAllowance(this.allowances, key, body.ok ? body.value.events.length : 1, reply);
    if (!body.ok) throw new RefusalError(body.refusal);
    const idempotency = readIdempotencyKey(headers['idempotency-key'], request.body as Uint8Array);
    const outcome = await this.commands.execute(
      new PublishEvents({
        ...body.value,
        story: storyId(story),
        expectation,
        recordedBy: key.id,
        dryRun,
        ...(idempotency === undefined ? {} : { idempotency }),
      }),
    );
    if (!outcome.ok) throw new RefusalError(outcome.refusal);
    const { replayed, answer } = outcome.value;
    if (replayed) void reply.header('idempotent-replayed', 'true');
    if (dryRun) void reply.status(200);
    return answer;
  }
}
