// Makes what browsers load out of apps/web: dist/apps/web, with assets.json that says what is what.
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const out = new URL('../../dist/apps/web/', import.meta.url);
const at = (path) => new URL(path, here).pathname;

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
      name: 'no-side-effects',
      setup({ onResolve, resolve }) {
        onResolve({ filter: /^(#|\.)/ }, async ({ path, pluginData, kind, importer, resolveDir }) => {
          if (pluginData === 'resolved' || kind === 'entry-point' || importer.includes('node_modules'))
            return undefined;
          const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'resolved' });
          return { ...found, sideEffects: /apps\/web\//.test(found.path) };
        });
      },
    },
  ],
};

const bundled = async (entry) => (await build({ ...options, entryPoints: [at(entry)] })).outputFiles[0]?.contents;
const hashed = (name, contents) => {
  const hash = createHash('sha256').update(contents).digest('base64url').slice(0, 10).replaceAll(/[-_]/g, 'x');
  return name.replace('.', `-${hash}.`);
};

const [style, script, embed] = await Promise.all(['src/styles/index.css', 'src/page.ts', 'src/embed.ts'].map(bundled));
const files = [
  [hashed('page.css', style), style],
  [hashed('page.js', script), script],
  ['newsledger-story.js', embed],
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
