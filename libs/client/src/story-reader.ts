import type {
  Change,
  Claims,
  Estimates,
  Event,
  Fact,
  MetricFigures,
  ReplayStep,
  Sources,
  Statements,
  Story,
  StoryCorrections,
  Timeline,
} from './api.js';
import type { Connection } from './connection.js';
import { list, read } from './read.js';
import type { Asked } from './read.js';
import { followChanges, followRows } from './stream/follow-stories.js';
import type { CopyOptions } from './stream/follow-stories.js';
import type { FollowOptions } from './stream/follow.js';
import type { KeptRows } from './stream/keep-rows.js';
import type { Step } from './stream/messages.js';

type Items<Item> = AsyncGenerator<Item, void, undefined>;

/** One story: as it is known, as it was known, and as it changes. */
export class StoryReader {
  private readonly names: { readonly story: string };

  constructor(
    private readonly connection: Connection,
    story: string,
  ) {
    this.names = { story };
  }

  /** The story now, or as it was known (`asOf`), or as far as it had been said (`until`), or both. */
  read(asked: Asked<'/v1/stories/{story}'> = {}): Promise<Story> {
    return read(this.connection, '/v1/stories/{story}', this.names, asked);
  }

  /** One fact: where it comes from, and all that was ever known of it. */
  fact(fact: string, asked: Asked<'/v1/stories/{story}/facts/{fact}'> = {}): Promise<Fact> {
    return read(this.connection, '/v1/stories/{story}/facts/{fact}', { ...this.names, fact }, asked);
  }

  /** What a reader must be told between two moments. */
  compare(asked: Asked<'/v1/stories/{story}/changes'> = {}): Items<Change> {
    return list(this.connection, '/v1/stories/{story}/changes', this.names, asked, (answer) => answer.changes);
  }

  /** What each event between two moments did to the rows of the story. */
  replay(asked: Asked<'/v1/stories/{story}/replay'> = {}): Items<ReplayStep> {
    return list(this.connection, '/v1/stories/{story}/replay', this.names, asked, (answer) => answer.steps);
  }

  /** The record of the story, as far as it is there. */
  record(asked: Asked<'/v1/stories/{story}/events'> = {}): Items<Event> {
    return list(this.connection, '/v1/stories/{story}/events', this.names, asked, (answer) => answer.events);
  }

  /** The figures of one metric, the earliest first. */
  metric(
    metric: string,
    asked: Asked<'/v1/stories/{story}/estimates/{metric}'> = {},
  ): Items<MetricFigures['estimates'][number]> {
    const path = '/v1/stories/{story}/estimates/{metric}';
    return list(this.connection, path, { ...this.names, metric }, asked, (answer) => answer.estimates);
  }

  /** What was said and happened, in that order as far as it is known. */
  timeline(asked: Asked<'/v1/stories/{story}/timeline'> = {}): Items<Timeline['timeline'][number]> {
    return list(this.connection, '/v1/stories/{story}/timeline', this.names, asked, (answer) => answer.timeline);
  }

  /** The figures, the latest recorded first. */
  estimates(asked: Asked<'/v1/stories/{story}/estimates'> = {}): Items<Estimates['estimates'][number]> {
    return list(this.connection, '/v1/stories/{story}/estimates', this.names, asked, (answer) => answer.estimates);
  }

  /** The claims, with where each party stands. */
  claims(asked: Asked<'/v1/stories/{story}/claims'> = {}): Items<Claims['claims'][number]> {
    return list(this.connection, '/v1/stories/{story}/claims', this.names, asked, (answer) => answer.claims);
  }

  statements(asked: Asked<'/v1/stories/{story}/statements'> = {}): Items<Statements['statements'][number]> {
    return list(this.connection, '/v1/stories/{story}/statements', this.names, asked, (answer) => answer.statements);
  }

  /** What was corrected and retracted. */
  corrections(asked: Asked<'/v1/stories/{story}/corrections'> = {}): Items<StoryCorrections['corrections'][number]> {
    return list(this.connection, '/v1/stories/{story}/corrections', this.names, asked, (answer) => answer.corrections);
  }

  sources(asked: Asked<'/v1/stories/{story}/sources'> = {}): Items<Sources['sources'][number]> {
    return list(this.connection, '/v1/stories/{story}/sources', this.names, asked, (answer) => answer.sources);
  }

  /** What changes in the story, told and as rows, without an end. */
  changes(options: FollowOptions = {}): Items<Step> {
    return followChanges(this.connection, [this.names.story], options);
  }

  /** A copy of the rows of the story, at the beginning and after each change, without an end. */
  rows(options: CopyOptions = {}): Items<KeptRows> {
    return followRows(this.connection, this.names.story, options);
  }
}
