const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const trailer = Buffer.from([0xff, 0xff]);

/** One field of a row in COPY's binary format; null is absent. */
export type CopyField = Buffer | string | null;

/** Rows in COPY's binary format: the fastest that COPY reads, with nothing to escape and nothing to parse. */
export function binaryCopy(rows: readonly (readonly CopyField[])[]): Buffer {
  const total = rows.reduce((sum, row) => sum + 2 + row.reduce((size, field) => size + 4 + sizeOf(field), 0), 0);
  const bytes = Buffer.allocUnsafe(signature.length + total + trailer.length);
  let at = signature.copy(bytes);
  for (const row of rows) {
    at = bytes.writeInt16BE(row.length, at);
    for (const field of row) {
      at = bytes.writeInt32BE(field === null ? -1 : sizeOf(field), at);
      if (field === null) continue;
      at += typeof field === 'string' ? bytes.write(field, at) : field.copy(bytes, at);
    }
  }
  trailer.copy(bytes, at);
  return bytes;
}

export function int8(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

export function int4(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export function int2(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeInt16BE(value);
  return bytes;
}

const year2000 = Date.UTC(2000, 0, 1);

/** A moment, of milliseconds since 1970: µs since 2000. */
export function timestamptz(ms: number): Buffer {
  return int8(Math.round((ms - year2000) * 1_000));
}

function sizeOf(field: CopyField): number {
  if (field === null) return 0;
  return typeof field === 'string' ? Buffer.byteLength(field) : field.length;
}
