import type pg from 'pg';
import type { Reflected } from '#views';

/** How far a story is in the views, as the database says. */
export interface StoryHead extends Reflected {
  /** Differs whenever the story's view may differ: by its last event, and by when that was folded. */
  readonly name: string;
  /** Of the story's last event. */
  readonly last: number;
}

interface Row {
  readonly story: string;
  readonly head: number;
  readonly epoch: string | null;
  readonly last: number;
  readonly folded: string;
}

const text = `
  select s.story, l.position as last, l.visible_at::text as folded, (select epoch from origin) as epoch,
    (select position from log order by position desc limit 1) as head
  from unnest($1::text[]) s (story) cross join lateral (
    select position, visible_at from log where log.story = s.story order by position desc limit 1) l`;

type Heads = ReadonlyMap<string, StoryHead>;

/** Asks the database how far stories are, for all at once who came since it was asked last: never from memory. */
export class StoryHeads {
  private wanted = new Set<string>();
  private next: Promise<Heads> | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: pg.Pool) {}

  /** Undefined where there is no such story. What is answered was so after it was asked. */
  async ask(story: string): Promise<StoryHead | undefined> {
    this.wanted.add(story);
    this.next ??= this.after(this.running);
    return (await this.next).get(story);
  }

  private after(before: Promise<unknown>): Promise<Heads> {
    const asking = before.then(() => {
      const stories = [...this.wanted];
      this.wanted = new Set();
      this.next = undefined;
      return this.read(stories);
    });
    this.running = asking.catch(() => undefined);
    return asking;
  }

  private async read(stories: readonly string[]): Promise<Heads> {
    const { rows } = await this.pool.query<Row>({ name: 'story_heads', text, values: [stories] });
    return new Map(
      rows.map(({ story, head, epoch, last, folded }) => {
        return [story, { position: head, epoch: epoch ?? undefined, last, name: `${epoch ?? ''} ${last} ${folded}` }];
      }),
    );
  }
}
