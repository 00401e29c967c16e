/**
 * The arrows of the house: flows ← db ← server ← app → components → flows, and no arrow back.
 * One rule per row; `import-rules.test.ts` plants a violation of each.
 */
const TEST = '\\.test\\.tsx?$|(^|/)testing/'
const OURS = ['flows', 'db', 'server', 'components', 'app', 'i18n', 'e2e', 'bench']

/** A folder may import itself and `allowed`, of what is ours. */
const layer = (folder, allowed, comment) => ({
  name: `${folder}-imports`,
  severity: 'error',
  comment,
  from: { path: `^${folder}/` },
  to: { path: `^(${OURS.filter((name) => name !== folder && !allowed.includes(name)).join('|')})/` },
})

module.exports = {
  forbidden: [
    layer('flows', [], 'The core is pure: it imports nothing of ours.'),
    layer('db', ['flows'], 'The database knows the core alone.'),
    layer('server', ['flows', 'db'], 'The server knows the core and the database.'),
    layer('components', ['flows', 'i18n'], 'Views talk to the server by HTTP.'),
    layer('app', ['components', 'server', 'flows', 'i18n'], 'Routes reach the database through services.'),
    layer('i18n', [], 'Words know nothing.'),
    {
      name: 'flows-run-in-a-browser',
      severity: 'error',
      comment: 'The core has no I/O: no module of Node.js.',
      from: { path: '^flows/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-imports',
      severity: 'error',
      comment: 'Primitives import nothing of ours.',
      from: { path: '^components/ui/' },
      to: { path: `^(${OURS.join('|')})/`, pathNot: '^components/ui/' },
    },
    {
      name: 'services-imports',
      severity: 'error',
      comment: 'Services call channels and integrations, never those who call them.',
      from: { path: '^server/services/', pathNot: TEST },
      to: { path: '^server/(http|worker|cli|launcher|bootstrap)/' },
    },
    {
      name: 'channels-imports',
      severity: 'error',
      comment: 'Channels and integrations speak to the outside and know no use-case.',
      from: { path: '^server/(channels|integrations)/', pathNot: TEST },
      to: {
        path: '^server/(http|worker|cli|launcher|bootstrap|services)/',
        pathNot: '^server/services/app-error',
      },
    },
    {
      name: 'doors-imports',
      severity: 'error',
      comment: 'http, worker and cli call services, not one another.',
      from: { path: '^server/(http|worker|cli)/', pathNot: TEST },
      to: { path: '^server/(http|worker|cli|launcher|bootstrap)/', pathNot: '^server/$1/' },
    },
    {
      name: 'app-calls-services-and-http',
      severity: 'error',
      comment: 'app calls services and http.',
      from: { path: '^app/' },
      to: { path: '^server/(worker|cli|launcher|bootstrap|channels|integrations)/' },
    },
    {
      name: 'only-main-starts-the-worker',
      severity: 'error',
      comment: 'The launcher starts the worker as a process of its own.',
      from: { path: '^(server|app)/', pathNot: ['^server/worker/', '^server/main\\.ts$', TEST] },
      to: { path: '^server/worker/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or three.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'imports-exist',
      severity: 'error',
      comment: 'Every import leads somewhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // bench/peers has packages of its own, which are there only where a bench ran
    exclude: { path: ['(^|/)(\\.next|\\.data)', '^bench/peers/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
