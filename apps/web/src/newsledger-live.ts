import { LitElement, html, nothing } from 'lit';
import { Newsledger, NewsledgerError } from '#client';
import type { FollowedStep } from '#page';
import type { ShownStory } from './shown-story.js';

type State = 'connecting' | 'live' | 'lost' | 'offline' | 'off';

/** Follows the story, and tells how the connection is. */
export class NewsledgerLive extends LitElement {
  static override readonly properties = { state: { state: true }, isPast: { state: true } };

  declare shown: ShownStory;
  declare state: State;
  declare isPast: boolean;
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
    window.addEventListener('online', () => (this.state = 'connecting'), { signal });
  }

  /** Follows from where the history ends, for as long as the page is there. */
  async follow(): Promise<void> {
    const { shown } = this;
    const { position, epoch } = shown.answer ?? {};
    if (position === undefined) return;
    // A page that is looked at comes again sooner than a program would.
    const client = new Newsledger({
      url: new URL(shown.site, location.href),
      timing: { firstPause: 200, longestPause: 5_000 },
    });
    const changes = client.story(shown.story).changes({
      after: position,
      epoch,
      signal: this.stopping.signal,
      onOpen: () => (this.state = 'live'),
      onLost: () => (this.state = navigator.onLine ? 'lost' : 'offline'),
    });
    try {
      for await (const step of changes) shown.take(step as unknown as FollowedStep);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      // Another history than the page is of: all of it is to be read anew.
      if (error instanceof NewsledgerError && error.code === 'epoch-differs') location.reload();
      else this.state = 'off';
    }
  }

  protected override render() {
    const { live } = this.shown.telling.words;
    const { state } = this;
    const words = state === 'live' && this.isPast ? live.paused : live[state];
    const rest = words === live.live ? html`<span class="rest">${live.liveWhole}</span>` : nothing;
    return html`<span class="live ${state}" role="status">${words}${rest}</span>`;
  }
}
