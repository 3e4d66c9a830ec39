/** RFC 7396, once more, so that an error in the product's own cannot hide here. */
export function patched(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const result = { ...(base as Record<string, unknown>) };
  for (const name of Object.keys(patch)) {
    const value = (patch as Record<string, unknown>)[name];
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = patched(result[name], value);
  }
  return result;
}
