// Makes what browsers load out of apps/web: dist/apps/web, with assets.json that says what is what.
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const out = new URL('../../dist/apps/web/', import.meta.url);
const at = (path) => new URL(path, here).pathname;

// What our libraries take from packages is of servers, but for these.
const forBrowsers = ['d3-array', 'd3-time', 'lru-cache'];
// What checks a story runs the code of auditors, which knows Node's hashes and buffers.
const ofNode = { 'node:crypto': at('src/check/node-crypto.ts') };

const options = {
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  // The sources of our own rooms, and of packages what they made for use.
  conditions: ['source', 'production'],
  legalComments: 'none',
  // A file of ours that nothing is taken from does nothing: the database's part of a room stays out.
  plugins: [
    {
      name: 'styles',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /\.css$/ }, ({ path, importer }) =>
          importer.endsWith('.ts') ? { path, namespace: 'styles' } : undefined,
        );
        onLoad({ filter: /.*/, namespace: 'styles' }, async () => {
          const { outputFiles } = await build({ ...options, plugins: [], entryPoints: [at('src/styles/index.css')] });
          // What a rem is, is the site's that embeds a story.
          const text = outputFiles[0].text.replaceAll(/(\d*\.?\d+)rem/g, (_, size) => `${Number(size) * 16}px`);
          return { contents: text, loader: 'text' };
        });
      },
    },
    {
      name: 'no-side-effects',
      setup({ onResolve, resolve }) {
        onResolve({ filter: /^[#.\w]/ }, async ({ path, pluginData, kind, importer, resolveDir }) => {
          if (pluginData === 'resolved' || kind === 'entry-point' || importer.includes('node_modules'))
            return undefined;
          if (path in ofNode) return { path: ofNode[path], sideEffects: true };
          const isOurs = /^[#.]/.test(path);
          if (!isOurs && importer.includes('/libs/') && !forBrowsers.includes(path)) {
            return { path, external: true, sideEffects: false };
          }
          if (!isOurs) return undefined;
          const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'resolved' });
          return { ...found, sideEffects: found.path.includes('/apps/web/') };
        });
      },
    },
  ],
};

async function bundled(entry, more = {}) {
  const { outputFiles, metafile } = await build({ ...options, ...more, metafile: true, entryPoints: [at(entry)] });
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  if (left.length > 0) throw new Error(`${entry} needs what no browser has: ${left.join(', ')}`);
  return outputFiles[0].contents;
}

const hashed = (name, contents) => {
  const hash = createHash('sha256').update(contents).digest('base64url').slice(0, 10).replaceAll(/[-_]/g, 'x');
  return name.replace('.', `-${hash}.`);
};

const [style, script, embed, check] = await Promise.all([
  bundled('src/styles/index.css'),
  bundled('src/page.ts'),
  bundled('src/embed.ts'),
  bundled('src/check.ts', { inject: [at('src/check/buffer.ts')] }),
]);
const files = [
  [hashed('page.css', style), style],
  [hashed('page.js', script), script],
  ['newsledger-story.js', embed],
  ['newsledger-check.js', check],
];
await mkdir(out, { recursive: true });
// What an earlier build left would be served to nobody.
for (const name of await readdir(out)) if (/\.(js|css|json)$/.test(name)) await rm(new URL(name, out));
for (const [name, contents] of files) await writeFile(new URL(name, out), contents);
const names = files.map(([name]) => name);
await writeFile(
  new URL('assets.json', out),
  JSON.stringify({ style: names[0], script: names[1], lasting: names.slice(2) }),
);
