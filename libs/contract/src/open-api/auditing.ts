import type { ErrorCode } from '#errors';
import type { Schema } from '#events';
import * as parameter from './parameters.js';
import type { Route } from './route.js';

const position: Schema = { type: 'integer', minimum: 1 };
const query = (name: string, isNeeded: boolean, description: string): Schema => ({
  name,
  in: 'query',
  ...(isNeeded ? { required: true } : {}),
  schema: position,
  description,
});
const ofPath: Schema = {
  name: 'position',
  in: 'path',
  required: true,
  schema: position,
  description: 'The position of the event.',
};

const open = ['invalid-query', 'internal-error', 'notary-unavailable', 'position-not-signed'] as const;
const ofHistory = [...open, 'epoch-differs', 'leaf-differs'] as const;
const ofEvents: readonly ErrorCode[] = [
  ...ofHistory,
  'key-missing',
  'key-unknown',
  'key-lacks-scope',
  'keys-unavailable',
];

const route = (
  path: string,
  id: string,
  summary: string,
  more: Pick<Route, 'parameters' | 'answer' | 'refuses'> & Partial<Route>,
): Route => ({ method: 'get', path: `/v1/audit/${path}`, id, tag: 'Auditing', summary, ...more });

/** What proves the record: docs/audit.md says what each answer holds, and how it is checked. */
export const auditing: readonly Route[] = [
  route('checkpoint', 'readCheckpoint', 'The last signed checkpoint, a C2SP note', {
    parameters: [parameter.epoch],
    answer: 'Note',
    mediaType: 'text/plain',
    refuses: [...open, 'epoch-differs'],
  }),
  route('key', 'readNotaryKeys', 'The verifier keys that ever signed, one a line, the current one first', {
    parameters: [],
    answer: 'VerifierKeys',
    mediaType: 'text/plain',
    refuses: open,
  }),
  route('key/{id}', 'readEndorsement', 'The note in which the key before names a key', {
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'The id of the key.' },
    ],
    answer: 'Note',
    mediaType: 'text/plain',
    refuses: ['invalid-query', 'internal-error', 'notary-unavailable', 'notary-key-unknown'],
  }),
  route('leaf/{position}', 'readLeaf', 'The bytes of an event’s leaf', {
    parameters: [ofPath, parameter.epoch],
    answer: 'Leaf',
    mediaType: 'application/octet-stream',
    refuses: ofEvents,
  }),
  route('opening/{position}', 'readOpening', 'What an event’s commitment stands for', {
    parameters: [ofPath, parameter.epoch],
    answer: 'Opening',
    refuses: ofEvents,
  }),
  route('stories/{story}', 'proveStory', 'A story with the proof of all of it: its events, and hashes for all others', {
    parameters: [
      parameter.story,
      {
        name: 'after',
        in: 'query',
        schema: { type: 'integer', minimum: 0 },
        description: 'The version behind which it begins: `next` of the answer before.',
      },
      query('size', false, 'Of the tree; that of the last checkpoint where it is absent.'),
      parameter.epoch,
    ],
    answer: 'StoryProof',
    refuses: [...ofEvents, 'invalid-story-id', 'story-unknown'],
  }),
  route('proof/inclusion', 'proveInclusion', 'The proof that an event is in a signed tree', {
    parameters: [
      query('position', true, 'The position of the event.'),
      query('size', false, 'Of the tree; that of the last checkpoint where it is absent.'),
      parameter.epoch,
    ],
    answer: 'InclusionProof',
    refuses: ofHistory,
  }),
  route('proof/consistency', 'proveConsistency', 'The proof that a later tree begins with an earlier one', {
    parameters: [
      query('from', true, 'The size of the earlier tree.'),
      query('to', false, 'The size of the later tree; that of the last checkpoint where it is absent.'),
      parameter.epoch,
    ],
    answer: 'ConsistencyProof',
    refuses: ofHistory,
  }),
];

const hash: Schema = { type: 'string', pattern: '^[A-Za-z0-9+/]{43}=$', description: 'SHA-256, as base64.' };
const hashes: Schema = { type: 'array', items: hash, description: 'The proof, in the order of RFC 6962.' };
const hex = (digits: number): Schema => ({ type: 'string', pattern: `^[0-9a-f]{${digits}}$` });
const object = (required: readonly string[], properties: Schema): Schema => ({ type: 'object', required, properties });
const epoch: Schema = { type: 'string', description: 'The history that positions are of.' };

export const auditSchemas: Readonly<Record<string, Schema>> = {
  Note: { type: 'string', description: 'A text, an empty line, and signatures: C2SP signed-note.' },
  VerifierKeys: { type: 'string', description: 'Lines of `name+id+base64`.' },
  Leaf: { type: 'string', contentMediaType: 'application/octet-stream' },
  Opening: object(['epoch', 'position', 'algorithm', 'salt', 'data', 'commitment'], {
    epoch,
    position,
    algorithm: { const: 'sha-256' },
    salt: hex(32),
    actor: { type: 'string' },
    data: { type: 'string', description: 'The exact canonical JSON (RFC 8785) of the data, as text.' },
    commitment: { ...hex(64), description: 'SHA-256 over the salt’s bytes and `{"actor":…,"data":…}`.' },
  }),
  StoryProof: object(['epoch', 'story', 'size', 'events', 'hashes'], {
    epoch,
    story: { type: 'string' },
    size: position,
    events: {
      type: 'array',
      description: 'Up to 200 events of the story, by their versions.',
      items: object(['leaf', 'salt', 'data'], {
        leaf: { type: 'string', description: 'The leaf without its format byte.' },
        salt: hex(32),
        actor: { type: 'string' },
        data: { type: 'string', description: 'The exact canonical JSON (RFC 8785) of the data, as text.' },
      }),
    },
    hashes: {
      type: 'array',
      description: 'What stands for all other events, up to the last one shown, or to the end of the tree.',
      items: object(['position', 'leaves', 'hash'], { position, leaves: position, hash }),
    },
    next: { ...position, description: 'The version behind which it goes on; absent at the end.' },
  }),
  InclusionProof: object(['epoch', 'position', 'size', 'leafHash', 'rootHash', 'hashes'], {
    epoch,
    position,
    size: position,
    leafHash: hash,
    rootHash: hash,
    hashes,
  }),
  ConsistencyProof: object(['epoch', 'from', 'to', 'fromRootHash', 'toRootHash', 'hashes'], {
    epoch,
    from: position,
    to: position,
    fromRootHash: hash,
    toRootHash: hash,
    hashes,
  }),
};
