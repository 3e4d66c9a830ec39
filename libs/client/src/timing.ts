/** How long things may take, in milliseconds. */
export interface Timing {
  /** How long a request is tried again before its last error is thrown. */
  readonly patience: number;
  /** How long one try may take. */
  readonly oneTry: number;
  /** The longest pause before the second try; it doubles with every further one. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** After how long without a byte the connection of a stream counts as broken; the server sends one every 15 s. */
  readonly silence: number;
}

export const usualTiming: Timing = {
  patience: 60_000,
  oneTry: 30_000,
  firstPause: 500,
  longestPause: 30_000,
  silence: 45_000,
};

/** The pause before the next try: never shorter than the server asks, and never the same for all who were cut off together. */
export function pauseBefore(failures: number, least: number, { firstPause, longestPause }: Timing): number {
  return least + Math.random() * Math.min(longestPause, firstPause * 2 ** failures);
}

/** Rejects with the reason of the signal as soon as it aborts. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
