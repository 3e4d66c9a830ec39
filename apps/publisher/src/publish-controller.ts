import { Controller, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { problemOf, RefusalError } from '#errors';
import type { Refusal } from '#errors';
import { Allowances, KeyRing } from '#identity';
import type { Key } from '#identity';
import { keepRejected } from '#ledger';
import { readStoryId } from '#runtime';
import { answerInTime } from './answer-in-time.js';
import { authorise } from './authorise.js';
import { LEDGER_POOL } from './ledger-pool.js';
import { PublishEvents } from './publish-events.js';
import { refuseSpent, takeAllowance } from './rate-limit.js';
import { readExpectation, readFlags } from './read-expectation.js';
import { readIdempotencyKey } from './read-idempotency-key.js';
import { readPublishBody } from './read-publish-body.js';

interface Received {
  readonly story: string;
  readonly headers: Record<string, string | undefined>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

@Controller('v1/stories')
export class PublishController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(KeyRing) private readonly keys: KeyRing,
    @Inject(Allowances) private readonly allowances: Allowances,
    @Inject(LEDGER_POOL) private readonly ledger: pg.Pool,
  ) {}

  @Post(':story/events')
  @HttpCode(201)
  publish(
    @Param('story') story: string,
    @Headers() headers: Record<string, string | undefined>,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return answerInTime(() => this.answer({ story, headers, query, body: request.body }, reply));
  }

  private async answer(received: Received, reply: FastifyReply): Promise<object> {
    const { story, headers, query, body } = received;
    const key = await authorise(this.keys, headers['authorization'], story);
    refuseSpent(this.allowances, key, reply);
    try {
      return await this.take(key, received, reply);
    } catch (error) {
      if (error instanceof RefusalError && query['dryRun'] !== 'true') await this.keep(key, story, error.refusal, body);
      throw error;
    }
  }

  /** A refusal is kept with what was refused, save where the same may succeed later. */
  private async keep(key: Key, story: string, refusal: Refusal, body: unknown): Promise<void> {
    const problem = problemOf(refusal);
    if (problem.retryable || !(body instanceof Uint8Array)) return;
    const rejected = { id: uuidv7(), story, problem: JSON.stringify(problem), body: Buffer.from(body) };
    // The publisher is told all the same when it cannot be kept.
    await keepRejected(this.ledger, key.id, rejected).catch(() => undefined);
  }

  private async take(
    key: Key,
    { story, headers, query, body: received }: Received,
    reply: FastifyReply,
  ): Promise<object> {
    const body = readPublishBody(received);
    // Whatever is refused has cost as much as an event, and is kept.
    await takeAllowance(this.allowances, key, body.ok ? body.value.events.length : 1, reply);
    const id = readStoryId(story);
    const { dryRun } = readFlags(query);
    const expectation = readExpectation(headers['if-match'], headers['if-none-match']);
    if (!body.ok) throw new RefusalError(body.refusal);
    const idempotency = readIdempotencyKey(headers['idempotency-key'], received as Uint8Array);
    const outcome = await this.commands.execute(
      new PublishEvents({
        ...body.value,
        story: id,
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
