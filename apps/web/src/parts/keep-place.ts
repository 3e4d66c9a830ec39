/** Runs a change of the page without moving what one is reading: the first thing in sight stays where it was. */
export function keepPlace(root: Element, change: () => void): void {
  if (window.scrollY === 0) {
    change();
    return;
  }
  const anchor = [...root.querySelectorAll('[id]')].find(
    (element) =>
      element.getBoundingClientRect().bottom > 0 &&
      element.children.length > 0 &&
      element.getBoundingClientRect().top >= -200,
  );
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (anchor === undefined || before === undefined || !anchor.isConnected) return;
  const moved = anchor.getBoundingClientRect().top - before;
  if (Math.abs(moved) > 1) window.scrollBy({ top: moved, behavior: 'instant' });
}
