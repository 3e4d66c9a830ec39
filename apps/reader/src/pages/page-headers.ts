import type { FastifyReply } from 'fastify';

// Nothing of other sites is loaded, and no code or style stands in the page itself.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

export const html = 'text/html; charset=utf-8';

export function sendPageHeaders(reply: FastifyReply): void {
  void reply.header('content-security-policy', policy);
  void reply.header('x-content-type-options', 'nosniff');
  void reply.header('referrer-policy', 'strict-origin-when-cross-origin');
}
