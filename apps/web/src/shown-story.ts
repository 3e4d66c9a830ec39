import { pageAt, storySections, takeStep } from '#page';
import type { Comparison, FollowedStep, StoryPage, Telling } from '#page';
import type { History } from '#views';
import { fetchChanges, fetchHistory, fetchPage } from './parts/fetch-story.js';
import type { HistoryAnswer } from './parts/fetch-story.js';
import { holdsOnly } from './parts/holds-only.js';
import { isComparisonOf } from './parts/is-comparison-of.js';
import { keepPlace } from './parts/keep-place.js';
import { localTimes } from './parts/local-times.js';
import { elementOf, morph } from './parts/morph.js';

type Order = StoryPage['order'];

const restMs = 80;
/** How long to wait for the next move before a page is asked for, where the history is not at hand. */
const settleMs = 200;

/** A story on a page: at which moment it is shown, and how it gets to another one. Tells `moved` and `grown` as events. */
export class ShownStory extends EventTarget {
  version: number;
  last: number;
  answer: HistoryAnswer | undefined;
  /** The position behind which everything is new to this reader. */
  newSince: number | undefined;
  private history: History | undefined;
  private order: Order;
  private comparison: Comparison | undefined;
  private loading: Promise<void> | undefined;
  private frame = 0;
  private timer = 0;
  private rest = 0;
  private readonly drawn = new Map<string, string>();

  constructor(
    readonly article: HTMLElement,
    readonly site: string,
    readonly story: string,
    readonly telling: Telling,
  ) {
    super();
    this.version = Number(article.dataset['version']);
    this.last = Number(article.dataset['last']);
    this.order = article.querySelector('[data-order="latest"]') === null ? 'latest' : 'earliest';
  }

  /** The version since which it is told what changed; undefined where it is just the latest. */
  get comparedFrom(): number | undefined {
    return this.comparison?.kind === 'between' ? (this.comparison.from?.version ?? 0) : undefined;
  }

  get isPast(): boolean {
    return this.version < this.last;
  }

  /** All that was ever known of it; undefined where that is not at hand. */
  get known(): History | undefined {
    return this.history;
  }

  /** When a version became known here; undefined where that is not at hand. */
  knownAt(version: number): string | undefined {
    return this.history?.versions[version - 1]?.recordedAt;
  }

  changesSince(version: number): History['changes'] {
    return this.history?.changes.filter((change) => change.version > version) ?? [];
  }

  positionOf(version: number): number | undefined {
    return this.history?.versions[version - 1]?.position;
  }

  /** Gets the history, once. What was published since the page was made comes with it. */
  load(): Promise<void> {
    this.loading ??= fetchHistory(this.site, this.story).then(
      (answer) => {
        const isNow = !this.isPast;
        this.answer = answer;
        this.history = answer.history;
        this.last = answer.history?.versions.length ?? answer.last;
        if (isNow) this.version = this.last;
      },
      (error: unknown) => {
        this.loading = undefined;
        throw error;
      },
    );
    return this.loading;
  }

  /** Gets the history anew. Throws where it cannot be had. */
  async reload(): Promise<void> {
    this.loading = undefined;
    const { last } = this;
    await this.load();
    if (this.last > last) this.dispatchEvent(new Event('grown'));
    keepPlace(this.article, () => this.drawNow());
  }

  /** Draws the page anew, and whether it says what a history tells of the version shown. Throws where nobody answers. */
  async says(history: History): Promise<boolean> {
    const own = this.history;
    if (own === undefined) await this.drawAsked();
    else this.drawNow();
    const page = this.pageOf(own ?? history);
    if (page === undefined || !isComparisonOf(history, this.comparison)) return false;
    const parts = [...storySections(page, this.telling).values()].map((make) => elementOf(make().text));
    return holdsOnly(this.article, parts);
  }

  /** Shows a version with the next frame, whatever is asked for until then. */
  show(version: number): void {
    this.version = Math.min(Math.max(1, version), this.last);
    if (this.comparison?.kind === 'between') this.comparison = undefined;
    this.dispatchEvent(new Event('moved'));
    this.draw();
  }

  setOrder(order: Order): void {
    this.order = order;
    this.draw();
  }

  /** Tells what changed between two versions, and shows the later one. */
  async compare(from: number, to: number): Promise<void> {
    const [first, second] = [Math.min(from, to), Math.min(Math.max(from, to), this.last)];
    const { changes, cursor } = await fetchChanges(this.site, this.story, first, second);
    this.show(second);
    const at = (version: number) => ({
      version,
      recordedAt: this.knownAt(version) ?? changes.at(-1)?.recordedAt ?? '',
    });
    this.comparison = {
      kind: 'between',
      from: first === 0 ? undefined : at(first),
      to: at(second),
      changes,
      hasMore: cursor !== undefined,
    };
    this.draw();
  }

  /** Takes in what was just published. Who looks at the past goes on doing so. */
  take(step: FollowedStep): void {
    const isNow = !this.isPast;
    if (step.change.change === 'parked' && this.answer !== undefined) this.answer = { ...this.answer, isParked: true };
    if (this.history === undefined) {
      this.last = Math.max(this.last, step.version);
    } else {
      const further = takeStep(this.history, step);
      if (further === undefined) {
        this.loading = undefined;
        void this.load().then(() => this.draw());
        return;
      }
      this.history = further;
      this.last = further.versions.length;
    }
    if (isNow) this.version = this.last;
    this.dispatchEvent(new Event('grown'));
    if (isNow) keepPlace(this.article, () => this.drawNow());
  }

  draw(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.drawNow('in-sight');
      // Who drags looks at what is in sight; the rest follows when the hand rests.
      clearTimeout(this.rest);
      this.rest = window.setTimeout(() => this.drawNow('all'), restMs);
    });
  }

  private pageOf(history: History): StoryPage | undefined {
    const made = pageAt(history, this.version, { order: this.order, isParked: this.answer?.isParked ?? false });
    if (made === undefined) return undefined;
    const { isPast, comparison = made.comparison, newSince } = this;
    return { ...made, isPast, comparison, newSince };
  }

  private drawNow(which: 'in-sight' | 'all' = 'all'): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.history === undefined) {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.drawAsked().catch(() => undefined), settleMs);
      return;
    }
    const page = this.pageOf(this.history);
    if (page === undefined) return;
    for (const [name, make] of storySections(page, this.telling)) {
      const old = this.partOf(this.article, name);
      if (old === null || (which === 'in-sight' && !isInSight(old))) continue;
      const { text } = make();
      if (this.drawn.get(name) === text) continue;
      this.drawn.set(name, text);
      morph(old, elementOf(text));
    }
    if (which === 'all') this.announce();
  }

  /** A story whose history is too long is shown as the site makes its page. */
  private async drawAsked(): Promise<void> {
    const { version } = this;
    const query = new URLSearchParams({
      ...(this.isPast ? { asOf: `version:${version}` } : {}),
      ...(this.order === 'latest' ? {} : { order: this.order }),
    });
    const page = await fetchPage(this.site, this.story, `?${query}`);
    if (version !== this.version) return;
    localTimes(page.body, this.telling);
    keepPlace(this.article, () => {
      for (const name of ['head', 'now', 'figures', 'stands', 'changes', 'timeline', 'mended', 'sources']) {
        const [old, next] = [this.partOf(this.article, name), this.partOf(page, name)];
        if (old !== null && next !== null) morph(old, document.importNode(next, true));
      }
    });
    this.announce();
  }

  private announce(): void {
    this.article.dataset['version'] = String(this.version);
    this.article.dataset['last'] = String(this.last);
    this.dispatchEvent(new Event('drawn'));
  }

  private partOf(within: ParentNode, name: string): Element | null {
    return within.querySelector(name === 'head' ? '.story-head' : `#s\\:${name}`);
  }
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
