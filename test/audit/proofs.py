"""The proofs of Newsledger, checked with Python's standard library alone. Written from docs/audit.md, and from nothing else.

    python3 proofs.py < LINES

Each line is a JSON object, as /v1/audit/proof/inclusion or /v1/audit/proof/consistency answers it, with the roots that are
known from checkpoints in their place; each is answered with "true" or "false".
"""

import base64
import hashlib
import json
import sys


def node(left, right):
    return hashlib.sha256(b'\x01' + left + right).digest()


def is_included(position, size, leaf_hash, root, hashes):
    if not 1 <= position <= size:
        return False
    i, s, h = position - 1, size - 1, leaf_hash
    for p in hashes:
        if s == 0:
            return False
        if i % 2 == 1 or i == s:
            h = node(p, h)
            while i % 2 == 0 and i != 0:
                i, s = i // 2, s // 2
        else:
            h = node(h, p)
        i, s = i // 2, s // 2
    return s == 0 and h == root


def is_consistent(before, after, root_before, root_after, hashes):
    if not 1 <= before <= after:
        return False
    if before == after:
        return not hashes and root_before == root_after
    if before & (before - 1) == 0:
        hashes = [root_before] + hashes
    if not hashes:
        return False
    i, s = before - 1, after - 1
    while i % 2 == 1:
        i, s = i // 2, s // 2
    a = b = hashes[0]
    for p in hashes[1:]:
        if s == 0:
            return False
        if i % 2 == 1 or i == s:
            a, b = node(p, a), node(p, b)
            while i % 2 == 0 and i != 0:
                i, s = i // 2, s // 2
        else:
            b = node(b, p)
        i, s = i // 2, s // 2
    return s == 0 and a == root_before and b == root_after


def check(line):
    proof = json.loads(line)
    hashes = [base64.b64decode(text, validate=True) for text in proof['hashes']]
    if 'position' in proof:
        names = ('leafHash', 'rootHash')
        judge, sizes = is_included, (proof['position'], proof['size'])
    else:
        names = ('fromRootHash', 'toRootHash')
        judge, sizes = is_consistent, (proof['from'], proof['to'])
    known = [base64.b64decode(proof[name], validate=True) for name in names]
    if any(len(value) != 32 for value in known + hashes):
        return False
    return judge(*sizes, *known, hashes)


if __name__ == '__main__':
    for one in sys.stdin:
        print(json.dumps(check(one)))
