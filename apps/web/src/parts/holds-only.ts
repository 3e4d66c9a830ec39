/** What the script puts beside the parts of a story: each of them once. */
const beside = ['newsledger-since', 'newsledger-check', '.moments', '.banner.alarm'];

/** Whether a story holds these parts, and nothing else that tells anything. */
export function holdsOnly(article: Element, parts: readonly Element[]): boolean {
  const ours = beside.map((selector) => article.querySelector(`:scope > ${selector}`));
  const told = [...article.childNodes].filter((node) =>
    node instanceof Element ? !ours.includes(node) : node.textContent?.trim() !== '',
  );
  return (
    told.length === parts.length &&
    told.every((node, at) => node instanceof Element && bare(node).isEqualNode(bare(parts[at] as Element)))
  );
}

/** An element without what is the reader's, and with moments as the record has them, whatever the zone. */
function bare(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  // The way to more of a timeline is no part of what is told.
  for (const pager of copy.querySelectorAll('.pager')) pager.remove();
  // How many versions there are may have grown since.
  for (const field of copy.querySelectorAll('.compare input')) field.removeAttribute('max');
  for (const details of copy.querySelectorAll('details')) details.removeAttribute('open');
  for (const link of copy.querySelectorAll('.permalink')) link.textContent = '';
  for (const time of copy.querySelectorAll('time')) time.textContent = time.dateTime;
  for (const one of [copy, ...copy.querySelectorAll('[tabindex], .is-target')]) {
    one.removeAttribute('tabindex');
    one.classList.remove('is-target');
    if (one.classList.length === 0) one.removeAttribute('class');
  }
  copy.normalize();
  return copy;
}
