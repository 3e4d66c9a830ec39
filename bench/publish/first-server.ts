import 'reflect-metadata';
import type * as NestCommon from '@nestjs/common';
import type * as NestCore from '@nestjs/core';
import pg from 'pg';
import { loadPeer } from '../load-peer.js';
import { tell } from '../tell.js';
import { PublishDto } from './estimate-dto.js';

// What one writes first: Nest as it comes (on Express), a validated body, one INSERT per transaction from a pool.
const { Body, Controller, Module, Param, Post, ValidationPipe } = await loadPeer<typeof NestCommon>('@nestjs/common');
const { NestFactory } = await loadPeer<typeof NestCore>('@nestjs/core');

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] ?? '' });

await pool.query(`create table if not exists event (
  position bigserial primary key,
  story text not null,
  id text not null,
  type text not null,
  data jsonb not null,
  recorded_at timestamptz not null default now(),
  unique (story, id)
)`);

interface InsertedRow {
  readonly position: string;
  readonly recorded_at: Date;
}

@Controller('v1/stories')
class EventsController {
  @Post(':story/events')
  async publish(@Param('story') story: string, @Body() { events: [event] }: PublishDto): Promise<object> {
    if (event === undefined) throw new Error('a publish has one event here');
    const { id, type, data } = event;
    const { rows } = await pool.query<InsertedRow>(
      'insert into event (story, id, type, data) values ($1, $2, $3, $4) returning position, recorded_at',
      [story, id, type, JSON.stringify(data)],
    );
    const position = Number(rows[0]?.position);
    return { story, position, recordedAt: rows[0]?.recorded_at, events: [{ id, type, position }] };
  }
}

@Module({ controllers: [EventsController] })
class FirstModule {}

const app = await NestFactory.create(FirstModule, { logger: ['error'] });
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
await app.listen(0, '127.0.0.1');
tell(JSON.stringify({ url: await app.getUrl() }));
