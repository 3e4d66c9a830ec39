import type { SignedLedger } from '../parts/signed-ledger.js';
import type { Random } from './random.js';

/** Which positions a tampering touched; none where it left the events as they were. */
export interface Reach {
  readonly first: number;
  readonly last: number;
}

export interface Victim {
  readonly house: SignedLedger;
  readonly random: Random;
  /** How many events there are, all of them signed. */
  readonly size: number;
}

export type Tamper = (victim: Victim) => Promise<Reach | undefined>;

const sql = async ({ house }: Victim, ...statements: readonly string[]): Promise<void> => {
  await house.superuser.query(`begin; ${statements.join('; ')}; commit`);
};
const somewhere = ({ random, size }: Victim): number => 1 + random.below(size);
const at = (position: number): Reach => ({ first: position, last: position });
const commitAnew = (where: string) => `update event e set commitment = sha256(p.salt || convert_to(
  case when p.actor is null then '{"data":' else '{"actor":' || to_json(p.actor)::text || ',"data":' end || p.data || '}', 'UTF8'))
  from payload p where p.position = e.position and ${where}`;

const envelopeEdits = [
  ...[`recorded_by = recorded_by || 'x'`, `type = 'StoryClosed'`, `id = id || 'x'`, `story = story || 'x'`],
  ...[`version = version + 1000`, `schema_version = schema_version + 1`, `commit = commit + 1`],
  ...[`published_at = coalesce(published_at, '') || '0'`, `correlation_id = coalesce(correlation_id, '') || '0'`],
  ...[`causation_id = coalesce(causation_id, '') || '0'`, `commitment = sha256(commitment)`],
];
const payloadEdits = [
  `data = data || ' '`,
  `salt = sha256(salt)`,
  `actor = coalesce(actor, '') || 'x'`,
  `data = '{"title":"Forged"}'`,
];

const edit: Tamper = async (victim) => {
  const position = somewhere(victim);
  const isPayload = victim.random.below(2) === 0;
  const change = victim.random.pick(isPayload ? payloadEdits : envelopeEdits);
  await sql(victim, `update ${isPayload ? 'payload' : 'event'} set ${change} where position = ${position}`);
  // Half of those who forge data know what a commitment is.
  if (isPayload && victim.random.below(2) === 0) await sql(victim, commitAnew(`e.position = ${position}`));
  return at(position);
};

const remove: Tamper = async (victim) => {
  const position = somewhere(victim);
  const tables = victim.random.pick([['event'], ['payload'], ['event', 'payload']]);
  await sql(victim, ...tables.map((table) => `delete from ${table} where position = ${position}`));
  return at(position);
};

const shift = (from: number, by: number) =>
  ['event', 'payload'].flatMap((table) => [
    `update ${table} set position = -(position + ${by}) where position >= ${from}`,
    `update ${table} set position = -position where position < 0`,
  ]);

const removeAndClose: Tamper = async (victim) => {
  const position = somewhere(victim);
  const later = `where story = (select story from taken) and version`;
  await sql(
    victim,
    `create temporary table taken on commit drop as select story, version from event where position = ${position}`,
    ...['event', 'payload'].map((table) => `delete from ${table} where position = ${position}`),
    `update event set version = -(version - 1) ${later} > (select version from taken)`,
    `update event set version = -version ${later} < 0`,
    ...shift(position + 1, -1),
  );
  return { first: position, last: victim.size };
};

const swap: Tamper = async (victim) => {
  const [one, other] = [somewhere(victim), somewhere(victim)].sort((a, b) => a - b) as [number, number];
  if (one === other) return swap(victim);
  const tables = victim.random.pick([['payload'], ['event'], ['event', 'payload']]);
  const swapped = (table: string) => [
    `update ${table} set position = -1 where position = ${one}`,
    `update ${table} set position = ${one} where position = ${other}`,
    `update ${table} set position = ${other} where position = -1`,
  ];
  await sql(victim, ...tables.flatMap(swapped));
  return { first: one, last: other };
};

const copyOf = (source: number, position: number) => [
  `insert into event select ${position}, ${position}, recorded_at, (select max(version) + 1 from event n where n.story = e.story),
     schema_version, story, id || 'x', type, recorded_by, commitment, published_at, correlation_id, causation_id
   from event e where position = ${source}`,
  `insert into payload select ${position}, salt, actor, data from payload where position = ${source}`,
];

const insert: Tamper = async (victim) => {
  const position = somewhere(victim);
  const source = position === 1 ? 2 : 1;
  await sql(victim, ...shift(position, 1), ...copyOf(source, position));
  return { first: position, last: victim.size + 1 };
};

const insertOutside: Tamper = async (victim) => {
  const position = victim.random.pick([0, -3, victim.size + 1, victim.size + 5_000]);
  const [event = '', payload = ''] = copyOf(somewhere(victim), position);
  // A whole event behind the last one is an append, for which nobody vouches yet.
  await sql(victim, ...(position === victim.size + 1 ? [payload] : [event, payload]));
  return { first: Math.min(position, victim.size + 1), last: position };
};

const truncate: Tamper = async (victim) => {
  const position = somewhere(victim);
  const cut = ['event', 'payload'].map((table) => `delete from ${table} where position >= ${position}`);
  const whole = victim.random.pick([['truncate event'], ['truncate payload'], ['truncate event, payload']]);
  const isWhole = victim.random.below(4) === 0;
  const tree =
    victim.random.below(2) === 0 ? [`truncate node`, `delete from checkpoint where size >= ${position}`] : [];
  await sql(victim, ...(isWhole ? whole : cut), ...tree);
  return { first: isWhole ? 1 : position, last: victim.size };
};

const changeTime: Tamper = async (victim) => {
  const position = somewhere(victim);
  const change = victim.random.pick([`+ interval '1 microsecond'`, `- interval '1 hour'`, `+ interval 'infinity'`]);
  const isOne = victim.random.below(2) === 0;
  await sql(
    victim,
    `update event set recorded_at = recorded_at ${change} where position ${isOne ? '=' : '>='} ${position}`,
  );
  return { first: position, last: isOne ? position : victim.size };
};

/** All hashes are made to match again, and only the key is missing. */
const rewrite: Tamper = async (victim) => {
  const { house, random } = victim;
  const position = somewhere(victim);
  await sql(victim, `update payload set data = '{"title":"Forged"}' where position = ${position}`, commitAnew('true'));
  await sql(victim, 'truncate node');
  const how = random.pick(['leave', 'roots', 'another key', 'vouched for by nobody', 'delete'] as const);
  if (how === 'leave') {
    await sql(victim, 'create temporary table signed as select * from checkpoint');
    await house.sign(house.keys);
    await sql(victim, 'delete from checkpoint', 'insert into checkpoint overriding system value select * from signed');
    await sql(victim, 'drop table signed');
    return at(position);
  }
  const foreign = await house.makeKeys();
  const { rows: known } = await house.superuser.query<{ verifier_key: string }>(`select verifier_key from signing_key`);
  await sql(victim, 'delete from signing_key');
  const { root, size } = await house.sign(foreign);
  if (how === 'vouched for by nobody') {
    await house.superuser.query(
      `insert into signing_key (number, verifier_key) overriding system value values (0, '${known[0]?.verifier_key}')`,
    );
  } else if (how !== 'another key') {
    await sql(victim, `update signing_key set verifier_key = '${known[0]?.verifier_key}'`);
    await sql(victim, `delete from checkpoint where number = (select max(number) from checkpoint)`);
  }
  if (how === 'roots') {
    await house.superuser.query(`update checkpoint set root = $1::bytea where size = $2::bigint`, [root, size]);
  } else if (how !== 'another key' || random.below(2) === 0) {
    await sql(victim, `delete from checkpoint where size >= ${position} and size < ${size}`);
    if (how === 'delete') await sql(victim, `delete from checkpoint where size >= ${position}`);
  }
  return at(position);
};

/** An event, and what is stored of another one before it: which of them differs, only the interval tells. */
const editAndMislead: Tamper = async (victim) => {
  const { random, size } = victim;
  const position = 1 + random.below(size);
  const stored = 1 + random.below(position);
  await sql(
    victim,
    `update event set recorded_by = recorded_by || 'x' where position = ${position}`,
    `update node set hashes = set_byte(hashes, at, get_byte(hashes, at) # 1)
     from (select first as begin, ((${stored - 1} - first) * 32)::integer as at from node
           where level = 0 and first <= ${stored - 1} order by first desc limit 1) leaf
     where level = 0 and first = begin`,
  );
  return at(position);
};

/** The database is as it was once, whole in itself; perhaps it went on from there, and the notary signed that. */
const oldCopy: Tamper = async (victim) => {
  const { house, random } = victim;
  await house.putBack('older');
  const { rows } = await house.superuser.query<{ size: number }>(`select max(position)::integer as size from event`);
  const first = (rows[0]?.size ?? 0) + 1;
  if (random.below(3) === 0) return { first, last: victim.size };
  await house.append('story-0', random.pick([1, 3, victim.size - first + 1, victim.size]));
  await house.sign();
  return { first, last: victim.size };
};

/** What proves, and not what is proved. */
const tamperWithProof: Tamper = async (victim) => {
  const pick = (table: string) => `(select ctid from ${table} order by random() limit 1)`;
  const flip = `set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1)`;
  const change = victim.random.pick([
    `update node ${flip} where ctid = ${pick('node')}`,
    `delete from node where ctid = ${pick('node')}`,
    `update checkpoint set note = replace(note, E'\\n\\n', E'0\\n\\n') where ctid = ${pick('checkpoint')}`,
    `update checkpoint set root = sha256(root) where ctid = ${pick('checkpoint')}`,
    `update checkpoint set size = size + 1 where ctid = ${pick('checkpoint')}`,
    `update signing_key set verifier_key = verifier_key || 'A'`,
    `truncate checkpoint`,
  ]);
  await sql(victim, change);
  return undefined;
};

export const tamperings: Readonly<Record<string, Tamper>> = {
  edit,
  delete: remove,
  'delete and close the gap': removeAndClose,
  'edit and mislead': editAndMislead,
  swap,
  insert,
  'insert outside': insertOutside,
  truncate,
  'change a time': changeTime,
  'rewrite without the key': rewrite,
  'an old copy': oldCopy,
  'tree and checkpoints': tamperWithProof,
};
