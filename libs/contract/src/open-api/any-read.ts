// Keys are asked for where reading is not open.
export const anyRead = [
  'invalid-query',
  'key-missing',
  'key-unknown',
  'key-lacks-scope',
  'internal-error',
  'views-unavailable',
  'keys-unavailable',
] as const;
