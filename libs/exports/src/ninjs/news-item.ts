import type { Agents } from './agents.js';

/** What we use of a news item of ninjs 3.1. */
export interface NewsItem extends Agents {
  readonly uri: string;
  readonly type: 'text' | 'composite';
  readonly version?: string;
  readonly firstCreated: string;
  readonly versionCreated: string;
  readonly pubStatus: 'usable' | 'canceled';
  readonly language?: string;
  readonly title?: string;
  readonly by?: string;
  readonly edNote?: string;
  readonly headlines?: readonly { readonly value: string }[];
  readonly descriptions?: readonly { readonly role: string; readonly contentType: string; readonly value: string }[];
  readonly bodies?: readonly { readonly role: string; readonly contentType: string; readonly value: string }[];
  readonly infoSources?: readonly { readonly name: string; readonly role: string }[];
  readonly altIds: readonly { readonly role: string; readonly value: string }[];
  readonly renditions?: readonly { readonly name: string; readonly href: string; readonly contentType: string }[];
  readonly associations?: readonly (NewsItem & { readonly name: string; readonly rel: string })[];
  readonly standard?: { readonly name: 'ninjs'; readonly version: '3.1'; readonly schema: string };
}

export const standard = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json',
} as const;

export const plainText = (role: string, value: string) => ({ role, contentType: 'text/plain', value });
