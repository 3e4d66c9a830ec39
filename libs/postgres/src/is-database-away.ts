const systemErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EHOSTUNREACH',
]);

/** Whether an error says that the database cannot be reached or cannot serve now, rather than that we erred. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    // 08 connection, 53 out of resources, 55 not available, 57 stopping or cancelled, 28 and 3D while it is set up anew.
    if (systemErrors.has(code) || /^((08|53|55|57|58|28|3D)...|25006)$/.test(code)) return true;
  }
  return (
    typeof message === 'string' &&
    /connection terminated|timeout exceeded|query read timeout|not queryable/i.test(message)
  );
}
