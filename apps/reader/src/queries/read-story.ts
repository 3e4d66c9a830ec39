import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { readStory } from '#views';
import { Body } from '../body.js';
import { linksOfMemento, linksOfStory } from '../memento-links.js';
import type { Representation } from '../representation.js';
import { SharedReads } from '../shared-reads.js';
import { findStanding, storyUnknown } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { StoryHeads } from '../story-heads.js';
import { ViewsHead } from '../views-head.js';
import { VIEWS } from '../views-pool.js';

/** A story now, or as it was known at a moment, or as far as it had been said by a date, or both. */
export class ReadStory extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly look: Look,
  ) {
    super();
  }
}

interface KeptStory {
  /** Of the story's head when it was read. */
  readonly name: string;
  readonly representation: Representation;
}

/** In characters of their bodies. */
const mostKept = 16 * 1024 * 1024;

@QueryHandler(ReadStory)
export class ReadStoryHandler implements IQueryHandler<ReadStory> {
  private readonly shared = new SharedReads<Representation>();
  private readonly heads: StoryHeads;
  private readonly kept = new LRUCache<string, KeptStory>({
    maxSize: mostKept,
    sizeCalculation: ({ representation: { body } }) => (typeof body === 'string' ? body : body.text).length,
  });

  constructor(
    @Inject(VIEWS) private readonly pool: pg.Pool,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {
    this.heads = new StoryHeads(pool);
  }

  async execute({ story, look }: ReadStory): Promise<Representation> {
    const { moment, until, minPosition, epoch } = look;
    // A position needs no look-up, and who demands nothing may share what others are reading just now.
    const isPlain = minPosition === undefined && epoch === undefined;
    if (!isPlain || (moment !== undefined && moment.by !== 'position')) return this.read(story, look);
    if (moment === undefined && until === undefined && look.at === undefined) return this.readNow(story, look);
    return this.shared.read(`${story} ${moment?.position ?? ''} ${until ?? ''}`, () => this.read(story, look));
  }

  /** The story as it was sent before, if it is still where it was then: the database says so for every request. */
  private async readNow(story: string, look: Look): Promise<Representation> {
    const head = await this.heads.ask(story);
    if (head === undefined) throw storyUnknown(story);
    const { name, last, position, epoch } = head;
    const kept = this.kept.get(story);
    if (kept?.name === name) return { ...kept.representation, reflected: { position, epoch } };
    return this.shared.read(`${story} now ${name}`, async () => {
      const { lastPosition, representation } = await this.readDocument(story, look);
      // What was published meanwhile has another head: it is read, and not kept under this one.
      if (lastPosition === last) this.kept.set(story, { name, representation });
      return representation;
    });
  }

  private async read(story: string, look: Look): Promise<Representation> {
    return (await this.readDocument(story, look)).representation;
  }

  private async readDocument(
    story: string,
    look: Look,
  ): Promise<{ readonly lastPosition: number; readonly representation: Representation }> {
    const { standpoint, stability } = await findStanding(this.pool, this.head, story, look);
    const { document, beside, position, epoch } = await readStory(this.pool, story, standpoint);
    if (document === undefined) throw storyUnknown(story);
    const { version, changedAt } = document;
    const isMemento = standpoint.at !== undefined;
    const inTime = isMemento
      ? { links: linksOfMemento(story, version, beside), since: changedAt }
      : { links: linksOfStory(story) };
    const representation: Representation = {
      body: new Body(JSON.stringify(document)),
      reflected: { position, epoch },
      version,
      inTime,
      stability,
    };
    return { lastPosition: document.position, representation };
  }
}
