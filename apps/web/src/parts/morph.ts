/**
 * Makes one element like another by changing only what differs, so that focus, selection, open details and the place that
 * one reads at stay. Elements are known by their ids, others by where they stand.
 */
export function morph(old: Element, next: Element): void {
  if (old.isEqualNode(next)) return;
  if (old.nodeName !== next.nodeName) {
    old.replaceWith(next);
    return;
  }
  for (const { name } of [...old.attributes]) {
    // Whether details are open is the reader's.
    if (!next.hasAttribute(name) && !(name === 'open' && old instanceof HTMLDetailsElement)) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  morphChildren(old, next);
}

const idOf = (node: Node): string => (node instanceof Element ? node.id : '');

function morphChildren(old: Element, next: Element): void {
  const named = new Map([...old.children].flatMap((child) => (child.id === '' ? [] : [[child.id, child] as const])));
  const kept = new Set([...next.children].map(({ id }) => id));
  let at: ChildNode | null = old.firstChild;
  for (const wanted of [...next.childNodes]) {
    // What goes is passed, so that what stays need not be moved.
    while (at !== null && idOf(at) !== '' && !kept.has(idOf(at))) at = removed(at);
    const id = idOf(wanted);
    const here: ChildNode | null = at !== null && at.nodeName === wanted.nodeName && idOf(at) === '' ? at : null;
    const same = id === '' ? here : (named.get(id) ?? null);
    if (same === null) {
      old.insertBefore(wanted, at);
      continue;
    }
    if (same === at) at = at.nextSibling;
    else old.insertBefore(same, at);
    if (same instanceof Element) morph(same, wanted as Element);
    else if (same.nodeValue !== wanted.nodeValue) same.nodeValue = wanted.nodeValue;
  }
  while (at !== null) at = removed(at);
}

function removed(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/** The element that a piece of markup is. It is made of escaped values alone. */
export function elementOf(markup: string): Element {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const element = template.content.firstElementChild;
  if (element === null) throw new Error('the markup has no element');
  return element;
}
