/** An answer that is not there: the status 0 says that nobody answered. */
export class Unanswered extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Asks the notary of a site. Throws Unanswered. */
export async function ask(site: string, path: string): Promise<Response> {
  const response = await fetch(`${site}/v1/audit/${path}`, { cache: 'no-cache' }).catch((error: unknown) => {
    throw new Unanswered(0, undefined, String(error));
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { readonly code?: string; readonly detail?: string };
  throw new Unanswered(response.status, problem.code, problem.detail ?? `It was answered ${response.status}.`);
}
