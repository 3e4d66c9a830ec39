/** Reads standard Base64 with its padding; undefined for text that encoding would not have written just so. */
export function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
