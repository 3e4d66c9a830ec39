/**
 * A loop that ends at once by its signal and by `return()`, also while it waits: a generator alone takes `return()` only
 * when it next has something to yield. `run` must wait for nothing that its signal does not end.
 */
export function stoppable<Item>(
  behind: AbortSignal | undefined,
  run: (signal: AbortSignal) => AsyncIterable<Item>,
): AsyncGenerator<Item, void, undefined> {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort(behind?.reason);
  let isLeft = false;

  async function* items(): AsyncGenerator<Item, void, undefined> {
    // Only who has begun listens, so that one that is never begun is not held on to.
    behind?.throwIfAborted();
    behind?.addEventListener('abort', abort);
    try {
      for await (const item of run(signal)) {
        yield item;
        signal.throwIfAborted();
      }
    } catch (error) {
      if (!isLeft) throw error;
    } finally {
      behind?.removeEventListener('abort', abort);
    }
  }

  const generator = items();
  const leave = generator.return.bind(generator);
  return Object.assign(generator, {
    return: (value: Promise<void> | void) => {
      isLeft = true;
      controller.abort();
      return leave(value);
    },
  });
}
