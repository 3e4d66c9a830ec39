import { Inject, Module } from '@nestjs/common';
import type {
  DynamicModule,
  OnApplicationBootstrap,
  BeforeApplicationShutdown,
  OnApplicationShutdown,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type pg from 'pg';
import { identitySchema, KeyRing } from '#identity';
import { openPool, requireSchema, schemaName } from '#postgres';
import { CrossOriginGuard, checkAtStart, HealthBoard, keepChecking, LOGGER, SETTINGS } from '#runtime';
import type { Settings } from '#process';
import type { Logger } from '#runtime';
import { ShownViews, viewsSchema } from '#views';
import { AcrossStoriesController } from './across-stories-controller.js';
import { ContractController } from './contract-controller.js';
import { ExportStoryHandler } from './queries/export-story.js';
import { ListCorrectionsHandler } from './queries/list-corrections.js';
import { ReadFactHandler } from './queries/read-fact.js';
import { ReadFactsHandler } from './queries/read-facts.js';
import { ReadMetricHandler } from './queries/read-metric.js';
import { ReadTimelineHandler } from './queries/read-timeline.js';
import { ReadVoicesHandler } from './queries/read-voices.js';
import { SearchStoriesHandler } from './queries/search-stories.js';
import { FindMementoHandler } from './queries/find-memento.js';
import { ListStoriesHandler } from './queries/list-stories.js';
import { ReadChangesHandler } from './queries/read-changes.js';
import { ReadRecordHandler } from './queries/read-record.js';
import { ReadReplayHandler } from './queries/read-replay.js';
import { ReadStoryHandler } from './queries/read-story.js';
import { ReadStoryHistoryHandler } from './queries/read-story-history.js';
import { ReadStoryListHandler } from './queries/read-story-list.js';
import { ReadStoryPageHandler } from './queries/read-story-page.js';
import { ReadTimeMapHandler } from './queries/read-time-map.js';
import { ParkedController } from './parked-controller.js';
import { AssetsController } from './pages/assets-controller.js';
import { PagesController } from './pages/pages-controller.js';
import { PartsController } from './parts-controller.js';
import { PreflightController } from './preflight-controller.js';
import { guarded, ParkedNote, ReadingGuard, READERS } from './reading-guard.js';
import { RecordController } from './record-controller.js';
import { ReplayController } from './replay-controller.js';
import { StoriesController } from './stories-controller.js';
import { StreamController } from './stream/stream-controller.js';
import { StreamGuard } from './stream/stream-guard.js';
import { StreamKeys } from './stream/stream-keys.js';
import { StreamTokenController } from './stream/stream-token-controller.js';
import { Streams } from './stream/streams.js';
import { TimeMapController } from './time-map-controller.js';
import { ViewsHead } from './views-head.js';

export interface ReaderOptions {
  readonly viewsUrl: string;
  readonly prefix: string;
  /** Where keys are looked up, when reading needs one. */
  readonly identityUrl?: string;
}

const IDENTITY = Symbol('reader identity pool');
const controllers = guarded([
  StoriesController,
  PartsController,
  RecordController,
  ReplayController,
  TimeMapController,
  AcrossStoriesController,
  ParkedController,
  PagesController,
]);

/** Answers reads from the views. Stays ready, and says how far it is, when the projector stalls. */
@Module({})
export class ReaderModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(ShownViews) private readonly views: ShownViews,
    @Inject(IDENTITY) private readonly identity: pg.Pool | null,
    @Inject(ViewsHead) private readonly head: ViewsHead,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(StreamKeys) private readonly streamKeys: StreamKeys | null,
    @Inject(HealthBoard) private readonly board: HealthBoard,
  ) {}

  static register({ viewsUrl, prefix, identityUrl }: ReaderOptions): DynamicModule {
    const database = { url: viewsUrl, schema: schemaName(prefix, viewsSchema), applicationName: 'newsledger reader' };
    const views = new ShownViews(database, { max: 8, statementTimeoutMs: 8_000 });
    const keys = { ...database, schema: schemaName(prefix, identitySchema), max: 2, statementTimeoutMs: 8_000 };
    const identity = identityUrl === undefined ? null : openPool({ ...keys, url: identityUrl });
    return {
      module: ReaderModule,
      imports: [CqrsModule],
      // The contract tells nothing of any story: it is open also where reading is not.
      controllers: [
        ...controllers,
        StreamController,
        StreamTokenController,
        PreflightController,
        ContractController,
        AssetsController,
      ],
      providers: [
        { provide: ShownViews, useValue: views },
        { provide: IDENTITY, useValue: identity },
        { provide: READERS, useValue: identity === null ? null : new KeyRing(identity) },
        CrossOriginGuard,
        ReadingGuard,
        ParkedNote,
        StreamGuard,
        { provide: StreamKeys, useValue: identity === null ? null : new StreamKeys(identity) },
        { provide: ViewsHead, useValue: new ViewsHead(views, database) },
        {
          provide: Streams,
          inject: [SETTINGS, LOGGER],
          useFactory: (settings: Settings, logger: Logger) =>
            new Streams(views, database, settings, logger, settings.streams),
        },
        ExportStoryHandler,
        FindMementoHandler,
        ListCorrectionsHandler,
        ListStoriesHandler,
        ReadChangesHandler,
        ReadFactHandler,
        ReadFactsHandler,
        ReadMetricHandler,
        ReadRecordHandler,
        ReadReplayHandler,
        ReadStoryHandler,
        ReadStoryHistoryHandler,
        ReadStoryListHandler,
        ReadStoryPageHandler,
        ReadTimelineHandler,
        ReadTimeMapHandler,
        ReadVoicesHandler,
        SearchStoriesHandler,
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    const check = async () => {
      await requireSchema(this.views.log, viewsSchema);
      if (this.identity !== null) await requireSchema(this.identity, identitySchema);
      return this.head.describe();
    };
    await checkAtStart(this.board, 'reader', check);
    void keepChecking(this.board, 'reader', check, this.stopping.signal);
    this.views.start(this.stopping.signal);
    this.head.start(this.stopping.signal);
    this.streams.start(this.stopping.signal);
    this.streamKeys?.start(this.stopping.signal);
  }

  // Before the server closes: it would wait for the streams to end.
  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.views.close(), this.identity?.end()]);
  }
}
