/** Something to wait at until somebody rings, or the time is over. A ring before the wait counts. */
export class Bell {
  private rung = false;
  private waiting: (() => void) | undefined;

  readonly ring = (): void => {
    this.rung = true;
    this.waiting?.();
  };

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (!this.rung && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        this.waiting = wake;
        signal?.addEventListener('abort', wake, { once: true });
      });
      this.waiting = undefined;
    }
    this.rung = false;
  }
}
