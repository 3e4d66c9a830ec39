import 'reflect-metadata';
import type * as NestCommon from '@nestjs/common';
import type * as NestCore from '@nestjs/core';
import type * as Rxjs from 'rxjs';
import { loadPeer } from '../load-peer.js';
import { tell } from '../tell.js';

// What one writes first: Nest's own @Sse over a subject.
const { Body, Controller, HttpCode, Module, Post, Sse } = await loadPeer<typeof NestCommon>('@nestjs/common');
const { NestFactory } = await loadPeer<typeof NestCore>('@nestjs/core');
const { concat, of, Subject } = await loadPeer<typeof Rxjs>('rxjs');

interface Pushed {
  readonly id: number;
  readonly type: string;
  readonly text: string;
}

const pushed = new Subject<{ id: string; type: string; data: string }>();

@Controller()
class StreamController {
  @Sse('stream')
  stream(): Rxjs.Observable<{ id?: string; type?: string; data: string }> {
    return concat(of({ data: '' }), pushed);
  }

  @Post('push')
  @HttpCode(204)
  push(@Body() messages: readonly Pushed[]): void {
    for (const { id, type, text } of messages) pushed.next({ id: String(id), type, data: text });
  }
}

@Module({ controllers: [StreamController] })
class StreamModule {}

const app = await NestFactory.create(StreamModule, { logger: ['error'] });
await app.listen(0, '127.0.0.1');
tell(JSON.stringify({ url: await app.getUrl() }));
