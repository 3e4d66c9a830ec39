const longestMs = 30_000;

/** How long to wait before the next try: twice as long after each, and never all clients at once. `lot` is from 0 to 1. */
export function waitBefore(failures: number, retryMs: number, lot: number): number {
  const most = Math.max(retryMs, Math.min(longestMs, retryMs * 2 ** Math.min(failures - 1, 10)));
  return Math.round(most * (0.5 + lot / 2));
}
