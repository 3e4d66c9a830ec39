import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where webhooks may lead: `public` to https and addresses of the public internet, `any` also elsewhere. */
export type Targets = 'public' | 'any';

const longestUrl = 2_048;
const publicSixes = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address, as text, is one that everybody on the internet means the same by. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  // Those that hold an IPv4 address (mapped, NAT64, 6to4, Teredo) are never needed, and are not unicast here.
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(publicSixes);
}

export const isAllowedAddress = (text: string, targets: Targets): boolean =>
  targets === 'any' ? isIP(text) !== 0 : isPublicAddress(text);

/** The host of a URL as sockets take it: an address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** The URL as it is kept, or what is wrong with it. Names are judged when they are connected to. */
export function judgeTarget(
  text: unknown,
  targets: Targets,
): { readonly url: string } | { readonly code: string; readonly detail: string } {
  if (typeof text !== 'string' || text.length > longestUrl || !URL.canParse(text)) {
    return { code: 'url', detail: `must be an address such as https://example.org/hook, at most ${longestUrl} long` };
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(targets === 'any' && url.protocol === 'http:')) {
    return { code: 'url-scheme', detail: 'must begin with https://' };
  }
  if (url.username !== '' || url.password !== '') {
    return { code: 'url-credentials', detail: 'must hold no user and no password' };
  }
  if (url.hash !== '') return { code: 'url-fragment', detail: 'must have no #fragment, which is never sent' };
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isAllowedAddress(host, targets)) {
    return { code: 'url-not-public', detail: 'must lead to a public address' };
  }
  return { url: url.href };
}
