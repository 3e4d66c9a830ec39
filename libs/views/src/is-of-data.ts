/** Whether a statement failed for what it was given, and not for where or when it ran. */
export function isOfData(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  // 22 data, 23 integrity, 54 too large or too deep; 23000 itself is raised where a batch is of another history.
  return typeof code === 'string' && /^(22|23|54)/.test(code) && code !== '23000';
}
