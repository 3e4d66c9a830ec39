import { LitElement, html, nothing } from 'lit';
import { Newsledger, NewsledgerError } from '#client';
import type { FollowedStep } from '#page';
import { fetchHistory } from './parts/fetch-story.js';
import type { ShownStory } from './shown-story.js';

type State = 'connecting' | 'live' | 'lost' | 'offline' | 'off';

const againMs = 1_000;

/** Follows the story, and tells how the connection is. */
export class NewsledgerLive extends LitElement {
  static override readonly properties = { state: { state: true }, isPast: { state: true } };

  declare shown: ShownStory;
  declare state: State;
  declare isPast: boolean;
  private isOpen = false;
  private readonly stopping = new AbortController();

  constructor() {
    super();
    this.state = 'connecting';
    this.isPast = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.isPast = this.shown.isPast;
    this.shown.addEventListener('moved', () => (this.isPast = this.shown.isPast));
    const { signal } = this.stopping;
    window.addEventListener('offline', () => (this.state = 'offline'), { signal });
    // A connection may have stood all the while.
    window.addEventListener('online', () => (this.state = this.isOpen ? 'live' : 'connecting'), { signal });
  }

  /** Follows from where the history ends, for as long as the page is there; `begin` is done before, as often as it takes. */
  async follow(begin: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    for (let isBegun = false; !signal.aborted;) {
      try {
        if (!isBegun) await begin();
        isBegun = true;
        await this.followOnce();
      } catch (error) {
        const { code, status } = error instanceof NewsledgerError ? error : { code: undefined, status: 0 };
        if (status === 401 || status === 403) {
          this.state = 'off';
          return;
        }
        if (code === 'epoch-differs') await this.reloadIfOther();
      }
      // A server that is just starting may refuse for good, or end, what it will soon answer.
      this.lose();
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }

  /** Another history than the page is of: all of it is read anew, once the site tells another one too. */
  private async reloadIfOther(): Promise<void> {
    const { site, story, answer } = this.shown;
    const now = await fetchHistory(site, story).catch(() => undefined);
    if (now?.epoch !== undefined && now.epoch !== answer?.epoch) location.reload();
  }

  private lose(): void {
    this.isOpen = false;
    this.state = navigator.onLine ? 'lost' : 'offline';
  }

  private async followOnce(): Promise<void> {
    const { shown } = this;
    const { position, epoch } = shown.answer ?? {};
    if (position === undefined) return;
    // A page that is looked at comes again sooner than a program would.
    const timing = { firstPause: 200, longestPause: 5_000 };
    const client = new Newsledger({ url: new URL(shown.site, location.href), timing });
    const changes = client.story(shown.story).changes({
      after: shown.positionOf(shown.last) ?? position,
      epoch,
      signal: this.stopping.signal,
      onOpen: () => {
        this.isOpen = true;
        this.state = 'live';
      },
      onLost: () => this.lose(),
    });
    for await (const step of changes) shown.take(step as unknown as FollowedStep);
  }

  protected override render() {
    const { live } = this.shown.telling.words;
    const { state } = this;
    const words = state === 'live' && this.isPast ? live.paused : live[state];
    const rest = words === live.live ? html`<span class="rest">${live.liveWhole}</span>` : nothing;
    return html`<span class="live" data-state=${state} role="status">${words}${rest}</span>`;
  }
}
