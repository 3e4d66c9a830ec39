import pg from 'pg';
import type { Drift } from '#views';
import { judgeDrift } from './marked-stories.js';
import type { Mark } from './marked-stories.js';
import type { Random } from './random.js';
import { runRebuildVerb } from './rebuild-verb.js';
import type { KillPoint, VerbEnd } from './rebuild-verb.js';
import type { Switch } from './switches.js';

interface ToldEnd {
  readonly seconds: number;
  readonly count: number;
  readonly drift: readonly Drift[];
}

/** Whoever rebuilds: what they did so far, and what readers saw since. */
export class RebuildDesk {
  readonly switches: Switch[] = [];
  completed = 0;

  constructor(
    private readonly url: string,
    private readonly marked: readonly string[],
    private readonly tell: (line: string) => void = () => undefined,
  ) {}

  async killAtRandom(kills: number, random: Random): Promise<readonly string[]> {
    const killed: string[] = [];
    while (killed.length < kills) {
      const phase = random.pick(['start', 'filling', 'indexing', 'catching up', 'catching up']);
      const point = { phase, afterMs: random.below(phase === 'start' ? 1_000 : 500) };
      const end = await this.attempt(point);
      if (end === undefined) {
        await this.rollBack('planted');
        continue;
      }
      killed.push(end.phase);
      this.tell(`killed ${point.afterMs} ms after ${phase}, in ${end.phase}`);
    }
    return killed;
  }

  /** Rebuilds to the end; drift makes it end with 1. */
  async rebuild(): Promise<ToldEnd> {
    const from = Date.now();
    return this.judgeEnd(from, await runRebuildVerb(this.url, ['--json']));
  }

  async rollBack(mark: Mark): Promise<void> {
    const from = Date.now();
    await this.expectZero(['--rollback']);
    await this.note(mark, from);
  }

  drop(): Promise<void> {
    return this.expectZero(['--drop']);
  }

  /** How it was killed; undefined where it was at its end before. */
  private async attempt(point: KillPoint): Promise<VerbEnd | undefined> {
    const from = Date.now();
    const before = await this.shownSince();
    const end = await runRebuildVerb(this.url, ['--json'], point);
    if (end.code !== undefined) await this.judgeEnd(from, end);
    else if ((await this.shownSince()) === before) return end;
    // Killed between the switch and the end of the process.
    else await this.note('recorded', from);
    this.completed += 1;
    return undefined;
  }

  private async judgeEnd(from: number, { code, out, err }: VerbEnd): Promise<ToldEnd> {
    if (code !== 1 || out === '') throw new Error(`a rebuild ended with ${code}: ${out}${err}`);
    const told = JSON.parse(out) as ToldEnd;
    const fault = judgeDrift(this.marked, told.count, told.drift);
    if (fault !== undefined) throw new Error(`the rebuild: ${fault}`);
    await this.note('recorded', from);
    return told;
  }

  private async expectZero(words: readonly string[]): Promise<void> {
    const { code, err } = await runRebuildVerb(this.url, words);
    if (code !== 0) throw new Error(`rebuild ${words.join(' ')} ended with ${code}: ${err}`);
  }

  private async note(mark: Mark, from: number): Promise<void> {
    this.switches.push({ mark, from, at: await this.shownSince(), to: Date.now() });
    this.tell(`readers see what was ${mark}`);
  }

  private async shownSince(): Promise<number> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    const { rows } = await client.query<{ since: Date }>('select since from newsledger_views.shown');
    await client.end();
    return rows[0]?.since.getTime() ?? 0;
  }
}
