import { catalogue } from '#errors';
import type { ErrorCode } from '#errors';
import type { Schema } from '#events';

/** RFC 9457, with the members that every refusal has. */
export const problemSchema: Schema = {
  type: 'object',
  description:
    'RFC 9457 problem details. `code` is for programs, `detail` for people; some codes bring further members along.',
  required: ['type', 'title', 'status', 'detail', 'code', 'retryable'],
  properties: {
    type: { type: 'string', description: '`urn:newsledger:error:` and the code.' },
    title: { type: 'string', description: 'What the code means.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What is wrong with this request, and what would be accepted.' },
    code: { enum: Object.keys(catalogue), description: 'What went wrong, from the catalogue.' },
    retryable: { type: 'boolean', description: 'Whether the same request may succeed later.' },
    errors: {
      type: 'array',
      description: 'Every fault of the input.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'A JSON Pointer into the body, or the name of a parameter.' },
          code: { type: 'string', description: 'Which check was not met.' },
          detail: { type: 'string', description: 'What would be accepted.' },
        },
      },
    },
    currentVersion: { type: 'integer', description: 'With wrong-version: the version that the story is at.' },
    wantedPosition: { type: 'integer', description: 'With position-not-reached: the position that was waited for.' },
  },
};

/** The refusals of a route as responses, one for each status. */
export function problemResponses(codes: readonly ErrorCode[]): Record<string, Schema> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = catalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, ofStatus]) => [String(status), responseOf(status, ofStatus)]));
}

function responseOf(status: number, codes: readonly ErrorCode[]): Schema {
  return {
    description: codes.map((code) => `\`${code}\`: ${catalogue[code].title}.`).join('\n\n'),
    ...(status === 503 ? { headers: { 'Retry-After': { schema: { type: 'string' }, description: 'Seconds.' } } } : {}),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem', properties: { code: { enum: codes } } },
      },
    },
  };
}
