import type { ShownStory } from './shown-story.js';

/** Takes over the links and forms that would load another page, where the story can show it by itself. */
export function takeClicks(shown: ShownStory): void {
  const { article } = shown;
  article.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element).closest('a');
    if (link === null) return;
    const order = link.dataset['order'];
    if ((order === 'latest' || order === 'earliest') && shown.answer?.history !== undefined) {
      event.preventDefault();
      shown.setOrder(order);
    } else if (link.classList.contains('permalink')) {
      void copyLink(shown, link);
    } else if (article.getRootNode() instanceof ShadowRoot && link.getAttribute('href')?.startsWith('#') === true) {
      // A fragment leads nowhere in a shadow.
      event.preventDefault();
      goTo(article, link.getAttribute('href')?.slice(1) ?? '');
    }
  });
  article.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.classList.contains('compare') || shown.answer?.history === undefined) return;
    event.preventDefault();
    const data = new FormData(form);
    void shown.compare(Number(data.get('from')), Number(data.get('asOf'))).catch(() => form.submit());
  });
}

function goTo(article: Element, id: string): void {
  const target = article.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
  if (target === null) return;
  for (const old of article.querySelectorAll('.is-target')) old.classList.remove('is-target');
  target.classList.add('is-target');
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'start' });
}

async function copyLink({ site, story, isPast, version, telling }: ShownStory, link: HTMLAnchorElement): Promise<void> {
  const moment = isPast ? `?asOf=version:${version}` : '';
  const address = new URL(`${site}/stories/${story}${moment}${link.getAttribute('href') ?? ''}`, location.href);
  await navigator.clipboard.writeText(address.href);
  const label = link.textContent;
  link.textContent = telling.words.moments.copied;
  setTimeout(() => (link.textContent = label), 1_500);
}
