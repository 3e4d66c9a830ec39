"""Checks a bundle of Newsledger with Python's standard library alone. Written from docs/audit.md, and from nothing else.

    python3 verify_bundle.py FOLDER [VERIFIER-KEY | FILE-WITH-A-REMEMBERED-NOTE …]
"""

import base64
import binascii
import hashlib
import json
import os
import re
import sys

import ed25519
import proofs

FORMAT = 'newsledger-bundle/1'
REQUIRED = {'commit': int, 'commitment': 'hash', 'id': str, 'position': int, 'recordedAt': str, 'recordedBy': str,
            'schemaVersion': int, 'story': str, 'type': str, 'version': int}
OPTIONAL = {'causationId': str, 'correlationId': str, 'previous': 'hash', 'publishedAt': str}


class Wrong(Exception):
    """The first thing that is wrong."""


def require(condition, words):
    if not condition:
        raise Wrong(words)


def sha256(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise Wrong('not base64: %r' % (text,)) from None
    require(base64.b64encode(data).decode() == text, 'not the base64 of its bytes: %r' % (text,))
    return data


def read(folder, name):
    with open(os.path.join(folder, *name.split('/')), 'rb') as file:
        return file.read()


def lines(folder, name):
    with open(os.path.join(folder, name), encoding='utf-8', newline='\n') as file:
        for line in file:
            yield json.loads(line)


# 1. The manifest.
def check_manifest(folder):
    manifest = json.loads(read(folder, 'manifest.json'))
    require(manifest['format'] == FORMAT, 'the format is %r' % manifest['format'])
    told = {'manifest.json'}
    for file in manifest['files']:
        require('..' not in file['name'].split('/') and not file['name'].startswith('/'), 'a file outside')
        path = os.path.join(folder, file['name'])
        require(os.path.isfile(path) and not os.path.islink(path), '%s is no plain file' % file['name'])
        data = read(folder, file['name'])
        require(len(data) == file['bytes'], '%s has another size' % file['name'])
        require(hashlib.sha256(data).hexdigest() == file['sha256'], '%s has another hash' % file['name'])
        told.add(file['name'])
    for where, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(where, name), folder).replace(os.sep, '/')
            require(path in told, '%s is not in the manifest' % path)
    return manifest


# Keys and notes.
def read_key(text):
    name, key_id, encoded = text.split('+', 2)
    typed = unbase64(encoded)
    require(len(typed) == 33 and typed[0] == 1, 'not an Ed25519 key: ' + text)
    require(sha256(name.encode(), b'\n', typed)[:4].hex() == key_id, 'the id of the key is wrong: ' + text)
    return {'name': name, 'id': key_id, 'public': typed[1:], 'text': text}


def open_note(note, keys):
    """The text of a note, and those of the keys that signed it."""
    at = note.rfind('\n\n')
    require(at >= 0 and note.endswith('\n'), 'a note without signatures')
    text, signed = note[:at + 1], []
    for line in note[at + 2:-1].split('\n'):
        dash, name, encoded = line.split(' ')
        require(dash == '\u2014', 'a line that is no signature')
        data = unbase64(encoded)
        for key in keys:
            if (name, data[:4].hex()) == (key['name'], key['id']):
                require(ed25519.verify(key['public'], text.encode(), data[4:]), 'a signature of %s is wrong' % key['text'])
                signed.append(key)
    return text, signed


# 2. The keys.
def check_keys(folder, ledger, trusted):
    entries = json.loads(read(folder, 'keys.json'))['keys']
    keys = [read_key(entry['verifierKey']) for entry in entries]
    for at, key in enumerate(keys):
        require(key['name'] == ledger, 'a key of another ledger: ' + key['text'])
        if at + 1 == len(keys):
            continue
        before = keys[at + 1]
        text, signed = open_note(entries[at].get('endorsement', ''), [before, key])
        require(text == '%s/notary-key\n%s\n%s\n' % (ledger, before['text'], key['text']), 'a note that names other keys')
        require(before in signed and key in signed, 'nobody vouches for ' + key['text'])
    require(not trusted or any(key['text'] in trusted for key in keys), 'none of the keys is known')
    return keys


# 3. The checkpoint.
def read_checkpoint(note, keys):
    text, signed = open_note(note, keys)
    require(signed, 'no key signed the checkpoint')
    parts = text.split('\n')
    require(len(parts) == 4 and parts[3] == '', 'the checkpoint has not three lines')
    require(re.fullmatch('0|[1-9][0-9]*', parts[1]), 'the size of a checkpoint is no number')
    root = unbase64(parts[2])
    require(len(root) == 32, 'the root is no hash')
    return {'origin': parts[0], 'size': int(parts[1]), 'root': root}


def check_checkpoint(folder, manifest, keys):
    checkpoint = read_checkpoint(read(folder, 'checkpoint').decode(), keys)
    origin = '%s/%s' % (manifest['ledger'], manifest['epoch'])
    require(checkpoint['origin'] == origin, 'the checkpoint is of another history')
    require(checkpoint['size'] == manifest['size'], 'the checkpoint is of another size')
    return checkpoint


# 4. Each event.
def read_leaf(text):
    members = json.loads(text)
    require(isinstance(members, dict), 'a leaf that is no object')
    for name, kind in REQUIRED.items():
        require(name in members, 'a leaf without ' + name)
    for name, value in members.items():
        kind = REQUIRED.get(name) or OPTIONAL.get(name)
        require(kind is not None, 'a leaf with ' + name)
        if kind is int:
            require(type(value) is int and value > 0, '%s is no number' % name)
        else:
            require(isinstance(value, str), '%s is no text' % name)
        if kind == 'hash':
            require(len(value) == 64 and all(digit in '0123456789abcdef' for digit in value), '%s is no hash' % name)
    again = json.dumps(members, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    require(again == text, 'a leaf that is not written as it should be')
    return members


def check_event(event, manifest):
    leaf = read_leaf(event['leaf'])
    where = 'position %d, of %s' % (leaf['position'], leaf['story'])
    require(re.fullmatch('[0-9a-f]{32}', event['salt']), where + ' has no salt of 16 bytes')
    require(re.fullmatch('[A-Za-z0-9._:@~-]+', event.get('actor', '-')), where + ' has an actor that is none')
    body = '{"actor":"%s","data":%s}' % (event['actor'], event['data']) if 'actor' in event else '{"data":%s}' % event['data']
    committed = sha256(bytes.fromhex(event['salt']), body.encode()).hex()
    require(committed == leaf['commitment'], '%s has the commitment %s, and its data %s' % (where, leaf['commitment'], committed))
    holds = manifest['holds']
    if holds['kind'] == 'story':
        require(leaf['story'] == holds['story'], where + ' is of another story')
    elif holds['kind'] == 'range':
        require(holds['from'] <= leaf['position'] <= holds['to'], where + ' is outside of the range')
    else:
        require(holds['kind'] == 'everything', 'the bundle holds %r' % holds['kind'])
    return leaf, sha256(b'\x00', b'\x01', event['leaf'].encode())


# 5. Each story.
def check_chain(leaf, leaf_hash, last, first):
    where = 'position %d, of %s' % (leaf['position'], leaf['story'])
    before = last.get(leaf['story'])
    last[leaf['story']] = (leaf['version'], leaf_hash)
    if before is not None:
        require(leaf['version'] == before[0] + 1, where + ' has not the next version')
        require(leaf.get('previous') == before[1].hex(), where + ' does not name the leaf before it')
    elif leaf['version'] == 1:
        require('previous' not in leaf, where + ' names a leaf before the first')
    else:
        require(first > 1 and 'previous' in leaf, where + ' lacks the version before it')


# 6. The walk.
class Walk:
    def __init__(self):
        self.stack, self.next = [], 1

    def push(self, leaves, value):
        require(leaves > 0 and leaves & (leaves - 1) == 0 and (self.next - 1) % leaves == 0, 'a hash that is no node')
        self.next += leaves
        self.stack.append((leaves, value))
        while len(self.stack) > 1 and self.stack[-1][0] == self.stack[-2][0]:
            count, right = self.stack.pop()
            _count, left = self.stack.pop()
            self.stack.append((2 * count, sha256(b'\x01', left, right)))

    def root(self):
        if not self.stack:
            return sha256()
        root = self.stack[-1][1]
        for _leaves, left in reversed(self.stack[:-1]):
            root = sha256(b'\x01', left, root)
        return root


def check_events(folder, manifest, root, sizes):
    passed = {}
    walk, last, count = Walk(), {}, 0
    holds = manifest['holds']
    first = holds['from'] if holds['kind'] == 'range' else 1
    hashes = lines(folder, 'hashes.ndjson')
    hidden = next(hashes, None)
    for event in lines(folder, 'events.ndjson'):
        while hidden is not None and hidden['position'] == walk.next:
            walk.push(hidden['leaves'], unbase64(hidden['hash']))
            hidden = next(hashes, None)
        leaf, leaf_hash = check_event(event, manifest)
        require(leaf['position'] == walk.next, 'position %d is told where %d is next' % (leaf['position'], walk.next))
        check_chain(leaf, leaf_hash, last, first)
        walk.push(1, leaf_hash)
        count += 1
        if walk.next - 1 in sizes:
            passed[walk.next - 1] = walk.root()
    while hidden is not None:
        require(hidden['position'] == walk.next, 'a hash of position %r, out of its order' % hidden['position'])
        walk.push(hidden['leaves'], unbase64(hidden['hash']))
        hidden = next(hashes, None)
    require(walk.next == manifest['size'] + 1, 'the walk ends before position %d' % walk.next)
    require(walk.root() == root, 'the root is not the one that was signed')
    wanted = {'range': holds.get('to', 0) - first + 1, 'everything': manifest['size'], 'story': manifest['events']}
    require(count == manifest['events'] == wanted[holds['kind']], '%d events are there' % count)
    return count, passed


# 7. What is remembered.
def check_remembered(folder, manifest, checkpoint, passed, remembered):
    told = any(file['name'] == 'consistency.ndjson' for file in manifest['files'])
    given = {line['from']: line for line in lines(folder, 'consistency.ndjson')} if told else {}
    for one in remembered:
        size = one['size']
        if one['origin'] != checkpoint['origin'] or size > checkpoint['size']:
            continue
        if size == checkpoint['size'] or size in passed:
            root = checkpoint['root'] if size == checkpoint['size'] else passed[size]
            require(root == one['root'], 'the first %d events are not those that you remember' % size)
            continue
        require(size in given, 'there is no proof from the checkpoint of %d events' % size)
        hashes = [unbase64(text) for text in given[size]['hashes']]
        is_one = proofs.is_consistent(size, checkpoint['size'], one['root'], checkpoint['root'], hashes)
        require(is_one, 'the first %d events are not those that you remember' % size)


def check_bundle(folder, trusted=(), notes=()):
    manifest = check_manifest(folder)
    keys = check_keys(folder, manifest['ledger'], trusted)
    checkpoint = check_checkpoint(folder, manifest, keys)
    remembered = [read_checkpoint(note, keys) for note in notes]
    count, passed = check_events(folder, manifest, checkpoint['root'], {one['size'] for one in remembered})
    check_remembered(folder, manifest, checkpoint, passed, remembered)
    return count, keys[0]['text']


def main(folder, *known):
    try:
        notes = [open(name, encoding='utf-8', newline='').read() for name in known if os.path.isfile(name)]
        count, key = check_bundle(folder, [key for key in known if not os.path.isfile(key)], notes)
    except Wrong as wrong:
        print('WRONG: %s' % wrong)
        return 1
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        print('WRONG: it is not a bundle as docs/audit.md has it: %s %s' % (type(error).__name__, error))
        return 1
    print('%d events are as they were signed by %s' % (count, key))
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
