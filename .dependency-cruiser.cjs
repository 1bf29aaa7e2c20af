// The rules of the house (docs/architecture.md): imports run one way, and nothing runs in circles.
const nouns = '(accounts|chatbot|visitors|rooms|files|presence|routing)'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'protocol-knows-nobody',
      severity: 'error',
      from: { path: '^packages/protocol/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^packages/protocol/src', 'node_modules/zod/'] },
    },
    {
      name: 'client-knows-only-the-protocol',
      severity: 'error',
      from: { path: '^packages/client/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^packages/(protocol|client)/src'] },
    },
    {
      name: 'core-is-a-leaf',
      severity: 'error',
      from: { path: '^apps/api/src/core' },
      to: { path: '^apps/api/src/(?!core)' },
    },
    {
      name: 'nouns-below-commands',
      comment: 'A noun knows core, other nouns and, in its *.pg.ts, the database; nothing above.',
      severity: 'error',
      from: { path: `^apps/api/src/${nouns}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/api/src/(commands|realtime|wire|integrations|compose|main|config)' },
    },
    {
      name: 'only-stores-know-the-database',
      severity: 'error',
      from: { path: `^apps/api/src/(${nouns}|commands|realtime)/`, pathNot: '\\.pg\\.ts$|\\.test\\.ts$' },
      to: { path: '^apps/api/src/db|node_modules/(pg|drizzle-orm)/' },
    },
    {
      name: 'commands-below-realtime-and-wire',
      severity: 'error',
      from: { path: '^apps/api/src/commands/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/api/src/(realtime|wire|integrations|compose|main|config)' },
    },
    {
      name: 'realtime-knows-no-wire',
      severity: 'error',
      from: { path: '^apps/api/src/realtime/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/api/src/(wire|compose|main|config)' },
    },
    {
      name: 'only-redis-knows-redis',
      comment:
        'The bus and the limiters are interfaces of the folders that use them; compose puts Redis behind them.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: '^apps/api/src/redis/|\\.test\\.ts$' },
      to: { path: 'node_modules/ioredis/' },
    },
    {
      name: 'redis-is-taken-by-compose',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: '^apps/api/src/(redis/|compose\\.ts)|\\.test\\.ts$' },
      to: { path: '^apps/api/src/redis/' },
    },
    {
      name: 'redis-knows-only-the-bus',
      severity: 'error',
      from: { path: '^apps/api/src/redis/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/api/src/(?!redis/|core/|realtime/bus\\.ts)' },
    },
    {
      name: 'only-wire-knows-fastify',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: '^apps/api/src/(wire/|compose\\.ts)|\\.test\\.ts$' },
      to: { path: 'node_modules/(fastify|@fastify|ws)/' },
    },
    {
      name: 'only-metrics-knows-prometheus',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: '^apps/api/src/metrics/' },
      to: { path: 'node_modules/prom-client/' },
    },
    {
      name: 'only-tracing-knows-opentelemetry',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: '^apps/api/src/tracing/' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
    {
      name: 'only-compose-sees-inside',
      comment: 'What is measured and traced does not know of it.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: '^apps/api/src/(metrics/|tracing/|compose\\.ts)' },
      to: { path: '^apps/api/src/(metrics|tracing)/' },
    },
    {
      name: 'browsers-take-only-types-of-the-protocol',
      comment:
        'A schema would bring zod into the page. The few constants and functions without one are named here.',
      severity: 'error',
      from: { path: '^(apps/(admin|widget)|packages/client)/src', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^packages/protocol/src/(?!(limits|version|unread)\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '\\.(test|spec)\\.tsx?$' },
      to: { path: '\\.(test|spec)\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|migrations)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@deskbell/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
