import { build } from 'esbuild';

/** The client as a page loads it: one minified module. */
export async function bundleClient(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['libs/client/src/index.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
