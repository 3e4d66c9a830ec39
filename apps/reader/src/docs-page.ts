import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** A page to try the API on. All of it comes from here: it works without any other site. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Newsledger: the API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page needs JavaScript. The API as a document: <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

// No validator: it would send the address of this API to another site.
const start = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
`;

/** What the page may load, and from where. Swagger UI writes styles into its elements. */
export const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface DocsFile {
  readonly type: string;
  readonly body: string;
}

const { resolve } = createRequire(import.meta.url);
const asset = (name: string) => readFile(resolve(`swagger-ui-dist/${name}`), 'utf8');

const files: Readonly<Record<string, () => Promise<DocsFile>>> = {
  '': () => Promise.resolve({ type: 'text/html; charset=utf-8', body: page }),
  'start.js': () => Promise.resolve({ type: 'text/javascript; charset=utf-8', body: start }),
  'swagger-ui.css': async () => ({ type: 'text/css; charset=utf-8', body: await asset('swagger-ui.css') }),
  'swagger-ui-bundle.js': async () => ({
    type: 'text/javascript; charset=utf-8',
    body: await asset('swagger-ui-bundle.js'),
  }),
};

/** A file of the page, read when it is asked for: it is seldom asked for. The page itself has no name. */
export function docsFile(name: string): Promise<DocsFile> | undefined {
  return Object.hasOwn(files, name) ? files[name]?.() : undefined;
}
