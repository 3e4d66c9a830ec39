/** A file that lies beside the sources and is not compiled, whether this code runs from them or from `dist`. */
export function sourceFile(path: string): URL {
  const here = import.meta.url;
  const at = here.lastIndexOf('/dist/apps/cli/');
  return new URL(path, at < 0 ? new URL('../', here) : `${here.slice(0, at)}/apps/cli/`);
}
