export interface PublishOptions {
  readonly url: string;
  readonly key: string;
  readonly story: string;
  readonly events: readonly object[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface PublishAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly version: number;
    readonly position: number;
    readonly recordedAt: string;
    readonly events: readonly { readonly id: string; readonly version: number; readonly position: number }[];
    readonly code?: string;
    readonly detail?: string;
    readonly currentVersion?: number;
    readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  };
}

export async function publish({ url, key, story, events, headers, signal }: PublishOptions): Promise<PublishAnswer> {
  const response = await fetch(`${url}/v1/stories/${story}/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ events }),
    signal: signal ?? null,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as PublishAnswer['body'] };
}

/**
 * The same, tried again where no answer came, as clients do: a kept connection may be closed by the server just when it is
 * used. The ids make it one publish.
 */
export async function publishSurely(options: PublishOptions, tries = 5): Promise<PublishAnswer> {
  try {
    return await publish(options);
  } catch (error) {
    if (tries === 1) throw error;
    return publishSurely(options, tries - 1);
  }
}
