import { LitElement, html, nothing } from 'lit';
import { tellMoment } from '#page';
import type { ShownStory } from './shown-story.js';

type Phase = 'ready' | 'loading' | 'failed';

/** Drags through the versions of a story. It is a range input, so that every key that moves one moves it. */
export class NewsledgerSlider extends LitElement {
  static override readonly properties = { phase: { state: true }, copied: { state: true } };

  declare shown: ShownStory;
  declare phase: Phase;
  declare copied: boolean;
  /** What stands beside the moment, such as the state of the connection. */
  declare beside: Element | undefined;

  constructor() {
    super();
    this.phase = 'ready';
    this.copied = false;
  }

  // The styles of the page are its styles, on our own site and in a shadow of another one alike.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of ['moved', 'grown', 'drawn']) this.shown.addEventListener(name, () => this.requestUpdate());
  }

  private async go(version: number): Promise<void> {
    this.shown.show(version);
    if (this.shown.answer !== undefined) return;
    this.phase = 'loading';
    try {
      await this.shown.load();
      this.phase = 'ready';
      this.shown.draw();
    } catch {
      this.phase = 'failed';
    }
  }

  private async copy(): Promise<void> {
    const { site, story, version } = this.shown;
    const address = new URL(`${site}/stories/${story}?asOf=version:${version}`, location.href);
    await navigator.clipboard.writeText(address.href);
    this.copied = true;
    setTimeout(() => (this.copied = false), 2_000);
  }

  protected override render() {
    const { shown, phase } = this;
    const { words } = shown.telling;
    const { moments } = words;
    const { version, last, isPast } = shown;
    const known = shown.knownAt(version);
    const when = known === undefined ? undefined : tellMoment(known, shown.telling);
    const said = `${isPast ? '' : `${moments.now}, `}${when ?? ''} ${moments.version(version, last)}`;
    const time =
      when === undefined
        ? nothing
        : html`<time datetime=${known ?? ''} title=${tellMoment(known ?? '', { words, zone: 'UTC' })}>${when}</time>`;
    const step = (label: string, by: number) =>
      html`<button type="button" class="step-button" ?disabled=${version + by < 1 || version + by > last} @click=${() => void this.go(version + by)}><span class="sign" aria-hidden="true">${by < 0 ? '‹' : '›'}</span><span class="label">${label}</span></button>`;
    return html`<p class="moment"><strong>${isPast ? moments.thenWord : moments.now}</strong> ${time} <span class="quiet">${moments.version(version, last)}</span>${this.beside}</p>
<div class="slide">${step(moments.previous, -1)}<input type="range" min="1" max=${last} step="1" .value=${String(version)} aria-label=${moments.slider} aria-valuetext=${said} @input=${(event: Event) => void this.go(Number((event.target as HTMLInputElement).value))}>${step(moments.next, 1)}
<span class="slide-more">${isPast ? html`<button type="button" @click=${() => void this.go(last)}>${moments.last}</button>` : nothing}<button type="button" title=${moments.copyWhole} @click=${() => void this.copy()}>${this.copied ? moments.copied : moments.copy}</button></span></div>
<p class="slide-state" role="status">${phase === 'loading' ? moments.loading : phase === 'failed' ? moments.offline : this.copied ? moments.copied : ''}</p>`;
  }
}
