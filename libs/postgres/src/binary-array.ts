const oids = { text: 25, bytea: 17 } as const;

/**
 * A one-dimensional Postgres array in the binary wire format, which pg sends as it is. As text, every quote of a JSON
 * document would be escaped here and unescaped there, and bytes would double as hexadecimal.
 */
export function binaryArray(type: keyof typeof oids, values: readonly (string | Buffer | undefined)[]): Buffer {
  const sizes = values.map((value) => (value === undefined ? -1 : Buffer.byteLength(value)));
  const total = sizes.reduce((sum, size) => sum + 4 + Math.max(size, 0), 20);
  const array = Buffer.allocUnsafe(total);
  array.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  array.writeInt32BE(values.includes(undefined) ? 1 : 0, 4);
  array.writeInt32BE(oids[type], 8);
  if (values.length === 0) return array.subarray(0, 12);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let at = 20;
  for (const [index, value] of values.entries()) {
    const size = sizes[index] ?? -1;
    at = array.writeInt32BE(size, at);
    if (value === undefined) continue;
    if (typeof value === 'string') array.write(value, at, 'utf8');
    else value.copy(array, at);
    at += size;
  }
  return array;
}

/** Numbers need no escaping, so the text form serves. */
export function numberArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
