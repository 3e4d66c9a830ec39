import { LitElement, html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { changeList, tellMoment } from '#page';
import { keepRead, lastRead } from './parts/last-read.js';
import type { ShownStory } from './shown-story.js';

const mostTold = 8;

/** What is new to this reader: summed up here, and marked in the page. */
export class NewsledgerSince extends LitElement {
  static override readonly properties = { readTo: { state: true } };

  declare shown: ShownStory;
  /** The version that was read before; undefined on a first visit, and when all of it is read. */
  declare readTo: number | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.shown.addEventListener('grown', () => this.grow());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.keep());
    window.addEventListener('pagehide', () => this.keep());
  }

  /** Once the history is there. A moment of the past is not a visit that counts. */
  begin(): void {
    const { site, story, answer } = this.shown;
    const read = lastRead(site, story);
    this.readTo = read?.epoch === answer?.epoch ? read?.version : undefined;
    this.mark();
  }

  private grow(): void {
    // Who was here when it came has not read it yet.
    this.readTo ??= this.shown.last - 1;
    this.mark();
    this.requestUpdate();
  }

  private mark(): void {
    const isNew = this.readTo !== undefined && this.readTo < this.shown.last;
    this.shown.newSince = isNew ? this.shown.positionOf(this.readTo ?? 0) : undefined;
  }

  private keep(): void {
    const { site, story, answer, last, isPast } = this.shown;
    if (!isPast && answer?.epoch !== undefined) keepRead(site, story, { version: last, epoch: answer.epoch });
  }

  private dismiss(): void {
    this.keep();
    this.readTo = undefined;
    this.shown.newSince = undefined;
    this.shown.draw();
    this.shown.article.querySelector<HTMLElement>('h1')?.focus();
  }

  protected override render() {
    const { shown, readTo } = this;
    if (readTo === undefined || readTo >= shown.last) return nothing;
    const changes = [...shown.changesSince(readTo)].reverse();
    const { since } = shown.telling.words;
    const known = shown.knownAt(readTo);
    const told = changeList(changes.slice(0, mostTold), shown.telling).text;
    return html`<section class="since" aria-label=${since.title}><h2>${since.title}</h2>
<p>${known === undefined ? nothing : since.agoPlain(tellMoment(known, shown.telling))} ${since.count(shown.last - readTo)}</p>
${changes.length === 0 ? nothing : unsafeHTML(told)}${changes.length > mostTold ? html`<p><a href="#s:changes">…</a></p>` : nothing}
<p class="since-foot"><button type="button" @click=${() => this.dismiss()}>${since.dismiss}</button> <span class="quiet">${since.private}</span></p></section>`;
  }
}
