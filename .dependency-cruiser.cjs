// The import table of the house (docs/architecture.md): a room may import only the rooms on its line.
const rooms = {
  'apps/publisher': ['story', 'ledger', 'events', 'errors', 'identity', 'process', 'runtime', 'postgres'],
  'apps/relay': ['ledger', 'bus', 'events', 'errors', 'process', 'runtime', 'postgres'],
  'apps/projector': ['views', 'bus', 'ledger', 'events', 'errors', 'process', 'runtime', 'postgres'],
  'apps/reader': [
    'views',
    'page',
    'exports',
    'contract',
    'events',
    'errors',
    'identity',
    'process',
    'runtime',
    'postgres',
  ],
  'apps/web': ['page', 'views', 'client', 'proof', 'merkle', 'events'],
  'apps/courier': ['views', 'events', 'errors', 'identity', 'process', 'runtime', 'postgres'],
  'apps/notary': ['merkle', 'proof', 'ledger', 'events', 'errors', 'identity', 'process', 'runtime', 'postgres'],
  'libs/errors': [],
  'libs/events': [],
  'libs/client': [],
  'libs/merkle': [],
  'libs/proof': ['merkle', 'events'],
  'libs/contract': ['events', 'errors'],
  'libs/postgres': ['errors'],
  'libs/story': ['events', 'errors'],
  'libs/ledger': ['events', 'errors', 'postgres'],
  'libs/bus': ['events', 'errors'],
  'libs/views': ['events', 'errors', 'postgres'],
  'libs/exports': ['views', 'events', 'errors'],
  'libs/page': ['views', 'events'],
  'libs/identity': ['errors', 'postgres'],
  'libs/process': ['errors'],
  'libs/runtime': ['process', 'events', 'errors'],
};

const escape = (path) => path.replace('/', '\\/');

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: room.replace('/', '-') + '-imports',
      comment: `${room} may import ${allowed.length > 0 ? allowed.map((name) => `libs/${name}`).join(', ') : 'nothing of ours'}`,
      severity: 'error',
      from: { path: `^${escape(room)}\\/` },
      to: {
        path: '^(apps|libs)\\/',
        pathNot: [`^${escape(room)}\\/`, ...allowed.map((name) => `^libs\\/${name}\\/src\\/index\\.ts$`)],
      },
    })),
    {
      name: 'rooms-have-one-door',
      comment: 'another room is entered through its index only',
      severity: 'error',
      from: { path: '^(apps|libs)\\/([^/]+)\\/' },
      to: { path: '^(apps|libs)\\/[^/]+\\/src\\/(?!index\\.ts$)', pathNot: '^$1\\/$2\\/' },
    },
    {
      name: 'kafkajs-only-in-bus',
      comment: 'kafkajs has had no release since 2023: one room knows it, so that it can be replaced',
      severity: 'error',
      from: { pathNot: '^libs\\/bus\\/' },
      to: { path: 'node_modules\\/kafkajs' },
    },
    {
      name: 'nest-only-in-apps-and-runtime',
      comment: 'the other rooms are plain TypeScript, handed their pool, clock and logger',
      severity: 'error',
      from: { path: '^libs\\/', pathNot: '^libs\\/runtime\\/' },
      to: { path: 'node_modules\\/@nestjs' },
    },
    {
      name: 'pure-rooms-stay-pure',
      comment: 'decide, evolve, render and prove know no database, clock or network',
      severity: 'error',
      from: { path: '^libs\\/(story|events|errors|exports|merkle|proof|page)\\/' },
      to: { path: '(^pg$|node_modules\\/pg\\/|^(node:)?(fs|net|http|child_process))' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.spec\\.ts$', '\\.d\\.ts$', 'main\\.ts$', '^apps\\/web\\/src\\/(page|embed|check)\\.ts$'],
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$|^libs\\/client\\/dist\\/' },
  },
};
