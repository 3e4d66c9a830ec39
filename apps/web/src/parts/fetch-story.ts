import type { History } from '#views';

/** What the site answers of a story. Without a history it is too long to be sent whole. */
export interface HistoryAnswer {
  readonly story: string;
  readonly last: number;
  readonly isParked: boolean;
  readonly epoch?: string;
  readonly position: number;
  readonly history?: History;
}

async function answered(address: string, accept: string): Promise<Response> {
  const response = await fetch(address, { headers: { accept } });
  if (!response.ok) throw new Error(`${address} was answered ${response.status}`);
  return response;
}

export async function fetchHistory(site: string, story: string): Promise<HistoryAnswer> {
  const response = await answered(`${site}/stories/${story}/history.json`, 'application/json');
  return (await response.json()) as HistoryAnswer;
}

/** The page of a moment, as the site makes it. */
export async function fetchPage(site: string, story: string, query: string): Promise<Document> {
  const response = await answered(`${site}/stories/${story}${query}`, 'text/html');
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (site === location.origin) return page;
  // On another site, what is meant here would lead to there.
  for (const name of ['href', 'action'])
    for (const one of page.querySelectorAll(`[${name}^="/"]`))
      one.setAttribute(name, site + (one.getAttribute(name) ?? ''));
  return page;
}

/** What changed between two versions, as a person tells it. */
export async function fetchChanges(
  site: string,
  story: string,
  from: number,
  to: number,
): Promise<{ readonly changes: History['changes']; readonly cursor?: string }> {
  const address = `${site}/v1/stories/${story}/changes?from=version:${from}&to=version:${to}&limit=200`;
  return (await (await answered(address, 'application/json')).json()) as { readonly changes: History['changes'] };
}
