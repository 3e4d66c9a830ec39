/** What a key allows. `publish:us-*` means the stories whose id begins with "us-"; `admin` means everything. */
export type Scope = 'publish' | 'read' | 'admin' | `publish:${string}*`;

const ofStories = /^publish:([a-z0-9][a-z0-9-]{0,99})\*$/;

export function isScope(text: string): text is Scope {
  return text === 'publish' || text === 'read' || text === 'admin' || ofStories.test(text);
}

/** A comparison of two texts: whether there is such a story plays no part. */
export function mayPublish(scopes: readonly Scope[], story: string): boolean {
  return scopes.some((scope) => {
    if (scope === 'publish' || scope === 'admin') return true;
    const prefix = ofStories.exec(scope)?.[1];
    return prefix !== undefined && story.startsWith(prefix);
  });
}

export function mayRead(scopes: readonly Scope[]): boolean {
  return scopes.includes('read') || scopes.includes('admin');
}

export function mayPublishSome(scopes: readonly Scope[]): boolean {
  return scopes.some((scope) => scope !== 'read');
}
