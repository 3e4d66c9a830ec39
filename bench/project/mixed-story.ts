import type { ReadyEstimates } from '../stage/ready-estimates.js';
import { commitSizeAt, stepAt } from './story-course.js';
import type { Step } from './story-course.js';

export interface SentFact {
  readonly id: string;
  readonly type: string;
  readonly data: object;
}

const positions = ['ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'] as const;

const by = {
  parties: [{ id: 'us-dod', name: 'US Department of Defense', wikidata: 'Q11209' }],
  speaker: { id: 'sabrina-singh', name: 'Sabrina Singh', role: 'Pentagon deputy spokeswoman' },
  mode: 'paraphrase',
};
const when = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' };

/** One story as its desk tells it, commit after commit. It names only what stands, so that every event is accepted. */
export class MixedStory {
  private count = 0;
  private commits: number;
  private statement: string | undefined;
  private readonly claims: string[] = [];
  private readonly openPositions: string[] = [];
  /** The figures of each chain that stand, the current one last. */
  private readonly chains: string[][] = [];

  constructor(
    private readonly estimates: ReadyEstimates,
    /** Stories with other numbers are at other points of the same course. */
    private readonly number: number,
  ) {
    this.commits = number;
  }

  nextCommit(): SentFact[] {
    if (this.count === 0) return [this.opening(), this.source('article')];
    this.commits += 1;
    return Array.from({ length: commitSizeAt(this.commits) }, () => this.nextFact());
  }

  private nextFact(): SentFact {
    this.count += 1;
    const step = stepAt(this.count, this.number);
    return this.tell(step, `e${this.count}`) ?? this.figure(`e${this.count}`);
  }

  /** Undefined where there is nothing yet to revise, correct, take back or speak to. */
  private tell(step: Step, id: string): SentFact | undefined {
    const cites = [{ source: 'article', locator: `paragraph ${1 + (this.count % 20)}` }];
    const chain = this.chains[this.count % Math.max(1, this.chains.length)];
    switch (step) {
      case 'figure':
        return this.figure(id);
      case 'revision': {
        const revises = chain?.at(-1);
        if (chain === undefined || revises === undefined) return undefined;
        chain.push(id);
        const figure = JSON.parse(this.estimates.take().bytes) as object;
        const data = { ...figure, revises, cause: 'new-information' };
        return { id, type: 'EstimateRevised', data };
      }
      case 'statement': {
        this.statement = id;
        const proposition = `Units with some ${this.count} soldiers moved closer to the border this week, and more are expected to follow`;
        return {
          id,
          type: 'StatementIssued',
          data: { act: 'says', modality: 'asserted', proposition, by, when, cites },
        };
      }
      case 'claim': {
        this.claims.push(id);
        const concerns = [
          { id: 'russia', name: 'Russia' },
          { id: 'north-korea', name: 'North Korea' },
        ];
        const proposition = `Units of brigade ${this.count} are in the Kursk region`;
        return { id, type: 'ClaimRaised', data: { proposition, concerns } };
      }
      case 'position': {
        const claim = this.claims[this.count % Math.max(1, this.claims.length)];
        if (claim === undefined) return undefined;
        this.openPositions.push(id);
        const isSaidIn = this.statement !== undefined && this.count % 2 === 0;
        const said = isSaidIn ? { saidIn: this.statement } : { by, when, cites };
        return { id, type: positions[this.count % positions.length] ?? positions[0], data: { claim, ...said } };
      }
      case 'occurrence': {
        const place = { name: 'eastern Russia', wikidata: 'Q1165258' };
        const data = { kind: 'meeting', what: 'Both sides met to speak about the deployment', place, when, cites };
        return { id, type: 'OccurrenceReported', data };
      }
      case 'source':
        return this.source(id);
      case 'summary': {
        const lead = chain?.at(-1);
        if (lead === undefined) return undefined;
        const summary = `Some ${this.count} soldiers are said to be on their way; nobody says where to`;
        return { id, type: 'StorySummarised', data: { summary, lead, keyFacts: [lead] } };
      }
      case 'correction': {
        const isOfFigure = this.count % 2 === 0 && chain !== undefined;
        const fact = isOfFigure ? chain.at(-1) : this.statement;
        if (fact === undefined) return undefined;
        const words = `as of update ${this.count}`;
        const patch = isOfFigure ? { scope: words } : { proposition: `Units moved closer to the border, ${words}` };
        return { id, type: 'FactCorrected', data: { fact, patch, reason: 'We misread the source' } };
      }
      case 'retraction': {
        const fact =
          this.count % 2 === 0 && chain !== undefined && chain.length > 1 ? chain.pop() : this.openPositions.pop();
        if (fact === undefined) return undefined;
        return { id, type: 'FactRetracted', data: { fact, reason: 'It belongs to another story' } };
      }
    }
  }

  private figure(id: string): SentFact {
    this.chains.push([id]);
    return { id, type: 'EstimateIssued', data: this.estimates.take().data };
  }

  private opening(): SentFact {
    this.count += 1;
    return { id: 'story', type: 'StoryOpened', data: { title: 'North Korean troops in Russia', language: 'en' } };
  }

  private source(id: string): SentFact {
    return { id, type: 'SourceFiled', data: { title: 'News report on North Korean troops in Russia' } };
  }
}
