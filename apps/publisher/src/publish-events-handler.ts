import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { Result } from '#errors';
import { refused } from '#errors';
import { AppenderFullError } from '#ledger';
import { isDatabaseAway } from '#postgres';
import { PublishEvents } from './publish-events.js';
import type { Published } from './publish-events.js';
import { StoryDesk } from './story-desk.js';

@CommandHandler(PublishEvents)
export class PublishEventsHandler implements ICommandHandler<PublishEvents> {
  constructor(@Inject(StoryDesk) private readonly desk: StoryDesk) {}

  async execute({ request }: PublishEvents): Promise<Result<Published>> {
    try {
      return await this.desk.publish(request);
    } catch (error) {
      if (error instanceof AppenderFullError) {
        return refused({ code: 'overloaded', detail: 'Too many events wait to be appended. Nothing was written.' });
      }
      if (!isDatabaseAway(error)) throw error;
      const detail = request.identified
        ? 'The ledger did not answer. The events are there whole or not at all: publish them again with the same ids.'
        : 'The ledger did not answer. The events, which came without ids, are there whole or not at all: read the story first.';
      return refused({ code: 'ledger-unavailable', detail });
    }
  }
}
