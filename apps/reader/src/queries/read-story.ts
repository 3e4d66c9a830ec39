import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { readStory, ShownViews } from '#views';
import type { Reflected } from '#views';
import { Body } from '../body.js';
import type { BodyDigest } from '../body.js';
import { KeptStates } from '../kept-states.js';
import type { StateAnswer } from '../kept-states.js';
import { linksOfMemento, linksOfStory } from '../memento-links.js';
import { tagPrefixOf } from '../representation.js';
import type { Representation } from '../representation.js';
import { NamedRounds } from '../named-rounds.js';
import { SharedReads } from '../shared-reads.js';
import { findStanding, laterOf, reflectedOf, storyUnknown } from '../stand-at.js';
import type { Look } from '../stand-at.js';
import { StoryStates } from '../story-states.js';
import { ViewsHead } from '../views-head.js';

/** Whether the client that asks says it has a body of this digest. */
export type HasBody = (tagPrefix: string, digest: BodyDigest) => boolean;

/** A story now, or as it was known at a moment, or as far as it had been said by a date, or both. */
export class ReadStory extends Query<Representation> {
  constructor(
    readonly story: string,
    readonly look: Look,
    readonly hasBody: HasBody,
  ) {
    super();
  }
}

interface ReadDocument {
  readonly lastPosition: number;
  readonly body: Body;
  readonly reflected: Reflected;
  readonly answer: StateAnswer;
}

@QueryHandler(ReadStory)
export class ReadStoryHandler implements IQueryHandler<ReadStory> {
  private readonly shared = new SharedReads<Representation>();
  private readonly rounds = new NamedRounds<Representation>();
  private readonly states: StoryStates;
  private readonly kept = new KeptStates();

  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(ViewsHead) private readonly head: ViewsHead,
  ) {
    this.states = new StoryStates(views);
  }

  async execute(query: ReadStory): Promise<Representation> {
    const { story, look } = query;
    const { moment, until, minPosition, epoch } = look;
    // A position needs no look-up, and who demands nothing may share what others read next.
    const isPlain = minPosition === undefined && epoch === undefined;
    if (!isPlain || (moment !== undefined && moment.by !== 'position')) return this.read(story, look);
    if (until === undefined && look.at === undefined) return this.readState(query, moment?.position);
    return this.rounds.join(`${this.views.state} ${story} ${moment?.position ?? ''} ${until ?? ''}`, () =>
      this.read(story, look),
    );
  }

  /** The state as it was sent before, if it is still the one to show: the database says so for every request. */
  private async readState({ story, look, hasBody }: ReadStory, at: number | undefined): Promise<Representation> {
    const state = await this.states.ask({ story, at });
    // Views that are not as far yet are waited for.
    if (state === undefined || (at ?? 0) > state.position) return this.read(story, look);
    const { name, last, position, epoch } = state;
    const place = `${this.views.state} ${story}${at === undefined ? '' : ` ${last}`}`;
    const kept = this.kept.find(place, name);
    if (kept !== undefined) {
      const reflected = { position: at ?? position, epoch };
      const { answer, digest } = kept;
      const body = hasBody(tagPrefixOf(answer), digest) ? digest : this.kept.bodyOf(place, kept);
      if (body !== undefined) return { ...answer, body, reflected };
    }
    const read = await this.shared.read(`${place} of ${name}`, async () => {
      const { lastPosition, body, reflected, answer } = await this.readDocument(story, look);
      // What was published meanwhile is of another state: it is read, and not kept under this one.
      if (lastPosition === last) this.kept.keep(place, name, answer, body);
      return { ...answer, body, reflected };
    });
    return {
      ...read,
      reflected: at === undefined ? laterOf(read.reflected, state) : { ...read.reflected, position: at },
    };
  }

  private async read(story: string, look: Look): Promise<Representation> {
    const { body, reflected, answer } = await this.readDocument(story, look);
    return { ...answer, body, reflected };
  }

  private async readDocument(story: string, look: Look): Promise<ReadDocument> {
    const pool = await this.views.current();
    const { standpoint, stability } = await findStanding(pool, this.head, story, look);
    const { document, beside, ...read } = await readStory(pool, story, standpoint);
    const reflected = reflectedOf(standpoint, read);
    if (document === undefined) throw storyUnknown(story, this.views.parked.get(story));
    const { version, changedAt } = document;
    const isMemento = standpoint.at !== undefined;
    const inTime = isMemento
      ? { links: linksOfMemento(story, version, beside), since: changedAt }
      : { links: linksOfStory(story) };
    const body = new Body(JSON.stringify(document));
    return { lastPosition: document.position, body, reflected, answer: { version, inTime, stability } };
  }
}
