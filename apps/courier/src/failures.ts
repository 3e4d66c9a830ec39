export const notAllowed = 'it leads to no public address';

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed without an answer',
  EPIPE: 'the connection was closed without an answer',
  EHOSTUNREACH: 'there is no way to the address',
  ENETUNREACH: 'there is no way to the address',
  ETIMEDOUT: 'the address does not answer',
  ENOTFOUND: 'the name is not known',
  ENODATA: 'the name leads to no address',
  ESERVFAIL: 'the name server failed',
  ETIMEOUT: 'the name server does not answer',
  EAI_AGAIN: 'the name server does not answer',
  TARGET_NOT_ALLOWED: notAllowed,
  HPE_HEADER_OVERFLOW: 'the headers of the answer are too large',
};

/** Why there was no answer, for the owner of the webhook: what a system says may tell of more than the endpoint. */
export function tellFailure(error: unknown): string {
  const { code, message, name } = error as NodeJS.ErrnoException;
  if (code === undefined) return name === 'Error' ? message : 'it failed';
  const known = words[code];
  if (known !== undefined) return known;
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|SIGNATURE/.test(code)) return `its certificate or TLS is not accepted (${code})`;
  return code.startsWith('HPE_') ? 'the answer is no HTTP' : `it failed (${code})`;
}

/** What is wrong with a status; undefined where it means that the event was taken. */
export function errorOfStatus(status: number): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return `it answered ${status}, and redirects are not followed`;
  return `it answered ${status}`;
}
