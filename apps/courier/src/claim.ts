import type pg from 'pg';
import type { EventFilter } from '#views';
import type { ClaimedWebhook } from './webhook.js';

export const leaseMs = 5_000;

export interface Room {
  /** How far the views are, and of which history. */
  readonly head: number;
  readonly epoch: string;
  /** How many more webhooks may be claimed, and how many of one owner at a time. */
  readonly free: number;
  readonly mostOfOwner: number;
  /** How many of each owner are in hand. */
  readonly inHand: ReadonlyMap<string, number>;
}

interface Row extends Omit<ClaimedWebhook, 'filter'> {
  readonly stories: string[] | null;
  readonly types: string[] | null;
  readonly parties: string[] | null;
}

const claimable = `state = 'active' and epoch = $7::text and place < $1::bigint and due_at <= clock_timestamp()
  and (lease_until is null or lease_until < clock_timestamp())`;

// First who waits longest, and of each owner no more than its share: one with many slow endpoints holds up itself alone.
const text = `
with waiting as (
  select id, owner, due_at, place, row_number() over (partition by owner order by due_at, place) as number
  from webhook where ${claimable}),
chosen as (
  select w.id from waiting w
  left join unnest($2::text[], $3::integer[]) as h (owner, held) on h.owner = w.owner
  where w.number <= $4::integer - coalesce(h.held, 0)
  order by w.number, w.due_at limit $5::integer),
locked as (
  select id from webhook where id in (select id from chosen) and ${claimable} for update skip locked)
update webhook w set lease = gen_random_uuid()::text, lease_until = clock_timestamp() + $6::integer * interval '1 ms'
from locked where w.id = locked.id
returning w.id, w.owner, w.url, w.stories, w.types, w.parties, w.place, w.epoch, w.failures, w.lease,
  array_remove(array[w.secret, case when w.previous_until > clock_timestamp() then w.previous_secret end], null) as secrets`;

/** Takes webhooks that have something to do, each with a lease of its own, so that nobody else delivers to them meanwhile. */
export async function claim(pool: pg.Pool, room: Room): Promise<ClaimedWebhook[]> {
  const { head, epoch, free, mostOfOwner, inHand } = room;
  const values = [head, [...inHand.keys()], [...inHand.values()], mostOfOwner, free, leaseMs, epoch];
  const { rows } = await pool.query<Row>({ name: 'claim_webhooks', text, values });
  return rows.map(({ stories, types, parties, ...row }) => ({ ...row, filter: filterOf({ stories, types, parties }) }));
}

export function filterOf({ stories, types, parties }: Pick<Row, 'stories' | 'types' | 'parties'>): EventFilter {
  return {
    ...(stories === null ? {} : { stories }),
    ...(types === null ? {} : { types }),
    ...(parties === null ? {} : { parties }),
  };
}

type Claimed = Pick<ClaimedWebhook, 'id' | 'lease' | 'epoch'>;

/** Holds webhooks on for a while. Answers the leases that still stand. */
export async function renew(pool: pg.Pool, claimed: readonly Omit<Claimed, 'epoch'>[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ lease: string }>({
    name: 'renew_webhooks',
    text: `update webhook w set lease_until = clock_timestamp() + $3::integer * interval '1 ms'
      from unnest($1::text[], $2::text[]) as c (id, lease) where w.id = c.id and w.lease = c.lease returning w.lease`,
    values: [claimed.map(({ id }) => id), claimed.map(({ lease }) => lease), leaseMs],
  });
  return new Set(rows.map(({ lease }) => lease));
}

/** Lets go of webhooks for which there was nothing to send up to a position. */
export async function passOver(
  pool: pg.Pool,
  webhooks: readonly (Claimed & Pick<ClaimedWebhook, 'place'>)[],
  reached: number,
): Promise<void> {
  await pool.query({
    name: 'pass_over_webhooks',
    text: `update webhook w set lease = null, lease_until = null,
        place = case when w.place = c.place and w.epoch = c.epoch then greatest(w.place, $4::bigint) else w.place end
      from unnest($1::text[], $2::text[], $3::bigint[], $5::text[]) as c (id, lease, place, epoch)
      where w.id = c.id and w.lease = c.lease`,
    values: [
      webhooks.map(({ id }) => id),
      webhooks.map(({ lease }) => lease),
      webhooks.map(({ place }) => place),
      reached,
      webhooks.map(({ epoch }) => epoch),
    ],
  });
}

/** Lets go. What was looked through without finding anything to send is not looked through again. */
export async function release(
  pool: pg.Pool,
  { id, lease, epoch }: Claimed,
  { place, reached }: { readonly place: number; readonly reached: number },
): Promise<void> {
  await pool.query({
    name: 'release_webhook',
    text: `update webhook set lease = null, lease_until = null, due_at = greatest(due_at, clock_timestamp()),
        place = case when place = $3::bigint and epoch = $5::text then greatest(place, $4::bigint) else place end
      where id = $1::text and lease = $2::text`,
    values: [id, lease, place, reached, epoch],
  });
}
