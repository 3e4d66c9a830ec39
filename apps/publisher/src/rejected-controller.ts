import { Controller, Get, Headers, Inject, Query } from '@nestjs/common';
import { isUtf8 } from 'node:buffer';
import type pg from 'pg';
import { RefusalError } from '#errors';
import { KeyRing, mayPublishSome, requireKey } from '#identity';
import { listRejected } from '#ledger';
import type { RejectedPublish } from '#ledger';
import { answerInTime } from './answer-in-time.js';
import { LEDGER_POOL } from './ledger-pool.js';

const known = ['limit', 'cursor'];
const mostListed = 100;

/** What a key holder sent and was refused, for thirty days: nothing is lost by a refusal. */
@Controller('v1/rejected')
export class RejectedController {
  constructor(
    @Inject(LEDGER_POOL) private readonly pool: pg.Pool,
    @Inject(KeyRing) private readonly keys: KeyRing,
  ) {}

  @Get()
  list(@Headers('authorization') header: string | undefined, @Query() query: Record<string, unknown>): Promise<object> {
    return answerInTime(() => this.read(header, query));
  }

  private async read(header: string | undefined, query: Record<string, unknown>): Promise<object> {
    const purpose = 'Reading what was refused';
    const key = await requireKey(this.keys, header, { purpose, allows: mayPublishSome, away: 'ledger-unavailable' });
    const { limit, behind } = readPage(query);
    const rejected = await listRejected(this.pool, key.id, { behind, limit });
    // A page may be short of the limit by its bytes: only an empty one is the last.
    const cursor = rejected.at(-1)?.id;
    return { rejected: rejected.map(tellRejected), ...(cursor === undefined ? {} : { cursor }) };
  }
}

function readPage(query: Record<string, unknown>): { readonly limit: number; readonly behind: string | undefined } {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(unknown, `is not known; the parameters are: ${known.join(', ')}`);
  const { limit = '20', cursor } = query;
  if (typeof limit !== 'string' || !/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > mostListed) {
    throw wrong('limit', `must be from 1 to ${mostListed}`);
  }
  if (cursor !== undefined && (typeof cursor !== 'string' || !/^[0-9a-f-]{36}$/.test(cursor))) {
    throw wrong('cursor', 'must be a cursor of an answer of this route');
  }
  return { limit: Number(limit), behind: cursor };
}

function wrong(name: string, detail: string): RefusalError {
  const errors = [{ pointer: name, code: 'invalid-query', detail }];
  return new RefusalError({ code: 'invalid-query', detail: `${name} ${detail}.`, errors });
}

/** The body as text where it is text, else as base64. */
function tellRejected({ id, story, rejectedAt, problem, body }: RejectedPublish): object {
  const received = isUtf8(body) ? { body: body.toString() } : { bodyBase64: body.toString('base64') };
  return { id, story, rejectedAt, problem: JSON.parse(problem) as object, ...received };
}
