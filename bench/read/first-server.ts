import 'reflect-metadata';
import type * as NestCommon from '@nestjs/common';
import type * as NestCore from '@nestjs/core';
import { openPool } from '#postgres';
import { loadPeer } from '../load-peer.js';
import { tell } from '../tell.js';
import { viewsOf } from './filled-views.js';
import { catchStoryStatement, valuesOf } from './story-statement.js';

// What one writes first: Nest as it comes (on Express), one statement for each request, and its row as the answer.
const { Controller, Get, Module, NotFoundException, Param } = await loadPeer<typeof NestCommon>('@nestjs/common');
const { NestFactory } = await loadPeer<typeof NestCore>('@nestjs/core');

const pool = openPool({ ...viewsOf(process.env['DATABASE_URL'] ?? '', 'bench first'), max: 8 });
const statement = await catchStoryStatement();

@Controller('v1/stories')
class StoriesController {
  @Get(':story')
  async story(@Param('story') story: string): Promise<object> {
    const { rows } = await pool.query<object>({ ...statement, values: valuesOf(story, null) });
    if (rows[0] === undefined) throw new NotFoundException();
    return rows[0];
  }
}

@Module({ controllers: [StoriesController] })
class FirstModule {}

const app = await NestFactory.create(FirstModule, { logger: ['error'] });
await app.listen(0, '127.0.0.1');
tell(JSON.stringify({ url: await app.getUrl() }));
