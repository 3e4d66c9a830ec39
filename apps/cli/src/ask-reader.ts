import { StoppingError } from '#errors';
import type { Problem } from '#errors';

/** Where the reader listens, and the key to it where reading needs one. */
export interface ReaderPlace {
  readonly url: string;
  readonly key?: string;
}

export const nothingAnswers = (url: string): StoppingError =>
  new StoppingError(`Nothing answers at ${url}: start Newsledger there (npm start), or name another with --url.`);

let isParkedTold = false;

/** Once, and beside the answer: that is the API's, word by word, for machines. */
function tellParked(headers: Headers): void {
  const position = headers.get('newsledger-parked');
  if (position === null || isParkedTold) return;
  isParkedTold = true;
  process.stderr.write(
    `The record of this story goes further than what is shown, which ends before position ${position}; "newsledger parked" tells why.\n`,
  );
}

/** Asks a route of the API; a refusal becomes the one sentence that it came with. */
export async function askReader(
  { url, key }: ReaderPlace,
  path: string,
  query: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<unknown> {
  const address = new URL(path, url);
  address.search = new URLSearchParams(query).toString();
  let response: Response;
  try {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    response = await fetch(address, { headers, signal: signal ?? null });
  } catch {
    throw nothingAnswers(url);
  }
  tellParked(response.headers);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new StoppingError((answer as Problem | undefined)?.detail ?? `${address.href} answered ${response.status}.`);
}
