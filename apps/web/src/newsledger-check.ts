import { LitElement, html, nothing } from 'lit';
import type * as Checking from './check.js';
import type { CheckedPage, Verdict } from './check.js';
import type { ShownStory } from './shown-story.js';

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'checking'; readonly done: number }
  | { readonly is: 'done'; readonly verdict: Verdict };

/** Checks the story against the signed record, in this browser, when a reader wishes. */
export class NewsledgerCheck extends LitElement {
  static override readonly properties = { state: { state: true } };

  declare shown: ShownStory;
  declare state: State;

  constructor() {
    super();
    this.state = { is: 'idle' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.shown.addEventListener('grown', () => this.requestUpdate());
    // Pages that the site makes are compared one by one.
    this.shown.addEventListener('moved', () => {
      if (this.shown.known === undefined && this.state.is === 'done' && this.state.verdict.kind !== 'broken')
        this.state = { is: 'idle' };
    });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async check(): Promise<void> {
    this.state = { is: 'checking', done: 0 };
    const verdict = await this.verdict().catch((): Verdict => ({ kind: 'open', why: 'away' }));
    this.state = { is: 'done', verdict };
    this.alarm(verdict.kind === 'broken');
  }

  /** Wherever one reads on, it is to be seen. */
  private alarm(isBroken: boolean): void {
    const { article, telling } = this.shown;
    article.classList.toggle('tampered', isBroken);
    article.querySelector('.banner.alarm')?.remove();
    if (!isBroken) return;
    const banner = document.createElement('p');
    banner.className = 'banner alarm';
    banner.setAttribute('role', 'alert');
    banner.textContent = telling.words.check.alarm;
    article.querySelector('.story-head')?.after(banner);
  }

  private async verdict(): Promise<Verdict> {
    const { site, story } = this.shown;
    // Whoever reads needs none of it until then.
    const address = `${site}/assets/newsledger-check.js`;
    const { checkStory, keepSigned, lastSigned } = (await import(address)) as typeof Checking;
    await this.shown.load();
    const verdict = await checkStory({
      site,
      story,
      page: checkedPage(this.shown),
      remembered: lastSigned(site),
      onProgress: (done) => (this.state = { is: 'checking', done }),
    });
    if (verdict.kind === 'proven') keepSigned(site, verdict.remember);
    return verdict;
  }

  protected override render() {
    const { state } = this;
    const { check } = this.shown.telling.words;
    const isBusy = state.is === 'checking';
    return html`<section class="section check" aria-labelledby="s:check">
      <h2 id="s:check">${check.title}</h2>
      <p>${check.about}</p>
      <p>
        <button type="button" ?disabled=${isBusy} @click=${() => void this.check()}>
          ${state.is === 'done' ? check.again : check.begin}
        </button>
      </p>
      <div role="status">${isBusy ? check.checking(state.done) : nothing}${state.is === 'done' ? this.told(state.verdict) : nothing}</div>
    </section>`;
  }

  /** What came after a check was not checked. */
  private newer(versions: number) {
    const { last, telling } = this.shown;
    return last > versions ? html` ${telling.words.check.newer(last - versions)}` : nothing;
  }

  private told(verdict: Verdict) {
    const { check, number } = this.shown.telling.words;
    const events = (count: number) => number(document.documentElement.lang || 'en').format(count);
    switch (verdict.kind) {
      case 'open':
        return html`<p class="verdict open">${check.open[verdict.why]}</p>`;
      case 'broken': {
        const version = verdict.at?.version ?? 0;
        const told = verdict.what === 'page' ? check.broken.page(version) : check.broken[verdict.what];
        const fact = verdict.at?.fact;
        return html`<div class="verdict broken">
          <p><strong>${check.alarm}</strong></p>
          <p>${told}${fact === undefined || fact === '*' ? nothing : html` <a href=${`#${fact}`}>${fact}</a>`}</p>
          <details>
            <summary>${check.detail}</summary>
            <p>${verdict.detail}</p>
          </details>
        </div>`;
      }
      case 'proven': {
        const { versions, unsigned, unshown, tree, goesOnFrom, isNewHistory } = verdict;
        const isAll = unsigned === 0 && unshown === 0;
        const before =
          goesOnFrom !== undefined
            ? check.steps.goesOn(events(goesOnFrom))
            : isNewHistory
              ? check.steps.newHistory
              : check.steps.first;
        return html`<div class="verdict proven">
          <p>
            <strong>${isAll ? check.proven(versions) : check.provenFirst(versions)}</strong>${unsigned === 0 ? nothing : html` ${check.unsigned(unsigned)}`}${unshown === 0 ? nothing : html` ${check.unshown(unshown)}`}${this.newer(versions + unsigned)}
          </p>
          <ul>
            <li>${check.steps.signature(events(tree))}</li>
            <li>${check.steps.record}</li>
            <li>${check.steps.page}</li>
            <li>${before}</li>
          </ul>
        </div>`;
      }
    }
  }
}

const checkedPage = (shown: ShownStory): CheckedPage => ({
  get known() {
    return shown.known;
  },
  get isParked() {
    return shown.answer?.isParked ?? false;
  },
  get epoch() {
    return shown.answer?.epoch;
  },
  get version() {
    return shown.version;
  },
  reload: () => shown.reload(),
  says: (history) => shown.says(history),
});
