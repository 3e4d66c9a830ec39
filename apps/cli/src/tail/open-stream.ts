import { StoppingError } from '#errors';
import type { Problem } from '#errors';

/** A stream, or why there is none just now, and how long to wait at least. */
export type Opened =
  | { readonly isOpen: true; readonly headers: Headers; readonly body: AsyncIterable<Uint8Array> }
  | { readonly isOpen: false; readonly why: string; readonly waitMs: number };

/** Opens a stream. A refusal that trying again would not change is thrown, as the sentence that it came with. */
export async function openStream(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Opened> {
  let response: Response;
  try {
    response = await fetch(url, { headers, signal });
  } catch {
    return { isOpen: false, why: `Nothing answers at ${url.origin}`, waitMs: 0 };
  }
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (response.ok && isStream && response.body !== null) {
    return { isOpen: true, headers: response.headers, body: response.body };
  }
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  const why = problem?.detail ?? `${url.origin}${url.pathname} answered ${response.status}, and no stream.`;
  if (response.status !== 429 && response.status < 500) throw new StoppingError(why);
  return {
    isOpen: false,
    why: why.replace(/\.$/, ''),
    waitMs: Number(response.headers.get('retry-after') ?? 0) * 1_000,
  };
}
