import { promises as dns } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { isAllowedAddress } from './judge-target.js';
import type { Targets } from './judge-target.js';

/** The addresses of a name. */
export type FindAddresses = (name: string) => Promise<readonly string[]>;

/** The name leads nowhere that may be connected to. */
export class TargetNotAllowedError extends Error {
  readonly code = 'TARGET_NOT_ALLOWED';
}

// The system's own look-up takes a thread of four, and a slow name server would hold up everybody: this one takes none.
async function askNameServers(name: string): Promise<readonly string[]> {
  const resolver = new dns.Resolver({ timeout: 1_500, tries: 2 });
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const failure = found.find((one) => one.status === 'rejected');
  if (addresses.length === 0 && failure !== undefined) throw failure.reason;
  return addresses;
}

// Knows also what this machine alone knows, such as localhost.
const askSystem: FindAddresses = async (name) => (await dns.lookup(name, { all: true })).map(({ address }) => address);

export const findAddressesOf = (targets: Targets): FindAddresses => (targets === 'any' ? askSystem : askNameServers);

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * The `lookup` of a connection: what it answers is what is connected to, so a name that leads elsewhere a moment later
 * gains nothing.
 */
export function judgedLookup(find: FindAddresses, targets: Targets) {
  return (name: string, options: LookupOptions, found: Found): void => {
    find(name)
      .then((all) => {
        const allowed = all.filter((address) => isAllowedAddress(address, targets));
        const addresses = allowed.map((address) => ({ address, family: isIP(address) }));
        const [first] = addresses;
        if (first === undefined) throw new TargetNotAllowedError('the name leads to no public address');
        if (options.all === true) found(null, addresses);
        else found(null, first.address, first.family);
      })
      .catch((error: unknown) => found(error as Error, []));
  };
}
