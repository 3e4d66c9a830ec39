import type pg from 'pg';
import { accepted, refusedBy } from '#errors';
import type { Result } from '#errors';
import { mergePatch, validateData } from '#events';
import type { Fact, Json, StoryId } from '#events';
import { decide } from '#story';
import type { StoryState } from '#story';
import { answerOf, findReplay } from './answer.js';
import { CorrectedFacts } from './corrected-facts.js';
import type { Published, PublishRequest } from './publish-events.js';
import { readStoryState } from './read-story-state.js';

/**
 * Decides many publishes, each on what the ones before would have led to, and writes nothing. Holds the states of all
 * stories that it meets, about 350 bytes an event, and the facts that are corrected later.
 */
export class DryRunDesk {
  private readonly states = new Map<StoryId, Promise<StoryState>>();
  private readonly facts = new Map<string, Fact>();

  /** `isCorrectedLater` tells of which facts the data must be kept. */
  constructor(
    private readonly pool: pg.Pool,
    private readonly isCorrectedLater: (story: StoryId, id: string) => boolean,
  ) {}

  publish(request: PublishRequest): Promise<Result<Published>> {
    const { story } = request;
    const before = this.states.get(story) ?? readStoryState(this.pool, story).then(({ state }) => state);
    const deciding = before.then((state) => this.decideOn(state, request));
    const after = deciding.then(({ state }) => state);
    this.states.set(story, after);
    // A state that could not be read is read again the next time.
    after.catch(() => {
      if (this.states.get(story) === after) this.states.delete(story);
    });
    return deciding.then(({ answer }) => answer).catch(refusedBy);
  }

  private async decideOn(state: StoryState, request: PublishRequest) {
    const { story, events } = request;
    const replay = events.every(({ id }) => state.facts.has(id)) ? await findReplay(this.pool, request) : undefined;
    if (replay !== undefined) return { state, answer: accepted({ answer: replay, replayed: true }) };
    const corrected = new CorrectedFacts(this.pool, request);
    await corrected.read(state);
    const decision = decide(state, events, {
      recordedFact: (id) => this.facts.get(`${story}/${id}`) ?? corrected.get(id),
      validate: ({ type, data }) => validateData(type, data),
    });
    if (!decision.ok) return { state, answer: decision };
    for (const event of events) this.keep(story, event, corrected);
    return { state: decision.value, answer: accepted({ answer: answerOf(request, state.version), replayed: false }) };
  }

  private keep(story: StoryId, event: PublishRequest['events'][number], corrected: CorrectedFacts): void {
    if (event.type === 'FactCorrected') {
      const { fact: id, patch } = event.data;
      const fact = this.facts.get(`${story}/${id}`) ?? corrected.get(id);
      if (fact === undefined) return;
      const data = mergePatch(fact.data as unknown as Json, patch as Json);
      this.facts.set(`${story}/${id}`, { type: fact.type, data } as unknown as Fact);
    } else if (this.isCorrectedLater(story, event.id)) {
      this.facts.set(`${story}/${event.id}`, { type: event.type, data: event.data } as unknown as Fact);
    }
  }
}
