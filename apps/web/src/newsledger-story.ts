import styles from './styles/index.css';
import { en, html, pageAt, storyBody } from '#page';
import { enhance, tellingHere } from './enhance.js';
import { fetchHistory, fetchPage } from './parts/fetch-story.js';

const address = /^(?<site>https?:\/\/[^?#]+?)\/stories\/(?<story>[a-z0-9][a-z0-9-]*)\/?$/;

/**
 * A story on another site. `src` is the address of its page; `parts` names the parts to show, such as "now figures", all
 * of them where it is absent. It lives in a shadow: the site's styles do not reach it, its variables do.
 */
export class NewsledgerStory extends HTMLElement {
  static readonly observedAttributes = ['src', 'parts'];

  private readonly root = this.attachShadow({ mode: 'open' });
  private made = 0;

  connectedCallback(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.root.adoptedStyleSheets = [sheet];
    void this.make();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.make();
  }

  private async make(): Promise<void> {
    const turn = (this.made += 1);
    const { site, story } = address.exec(new URL(this.getAttribute('src') ?? '', location.href).href)?.groups ?? {};
    if (site === undefined || story === undefined) {
      this.fail(this.getAttribute('src') ?? '');
      return;
    }
    this.put(html`<div class="frame"><p class="empty" role="status">${en.embed.loading}</p></div>`.text);
    try {
      const article = await this.articleOf(site, story);
      if (turn !== this.made) return;
      const parts = this.getAttribute('parts');
      const frame = html`<div class="frame${parts === null ? '' : ` only ${parts}`}"><p class="full"><a href="${site}/stories/${story}">${en.embed.full}</a></p></div>`;
      this.put(frame.text);
      this.root.querySelector('.frame')?.prepend(article);
      enhance(article, { site, story, base: site, isCompared: false });
    } catch {
      if (turn === this.made) this.fail(`${site}/stories/${story}`);
    }
  }

  private async articleOf(site: string, story: string): Promise<HTMLElement> {
    const { history, isParked } = await fetchHistory(site, story);
    const page =
      history === undefined ? undefined : pageAt(history, history.versions.length, { order: 'latest', isParked });
    const template = document.createElement('template');
    if (page !== undefined) template.innerHTML = storyBody(page, tellingHere(site)).text;
    const made = page === undefined ? await fetchPage(site, story, '') : template.content;
    const article = made.querySelector<HTMLElement>('article.story');
    if (article === null) throw new Error('there is no story');
    return document.importNode(article, true);
  }

  private fail(where: string): void {
    const { failed, open } = en.embed;
    this.put(
      html`<div class="frame"><p class="empty">${failed} <a href="${/^https?:/.test(where) ? where : '#'}">${open}</a></p></div>`
        .text,
    );
  }

  private put(markup: string): void {
    this.root.innerHTML = markup;
  }
}
