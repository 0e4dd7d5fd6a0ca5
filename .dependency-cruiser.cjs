// The rules of the house (ARCHITECTURE.md, "Who may import whom"). A broken rule fails `npm run check`.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$|/testing/' },
  to: { path: '^(packages|journeys|bench)/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('domain-stands-alone', '^packages/domain/', [], 'domain is pure: it imports nothing of ours'),
    only(
      'vision-stands-alone',
      '^packages/vision/',
      [],
      'vision turns pixels into measurements and knows no policy',
    ),
    only(
      'web-imports-domain',
      '^packages/web/',
      ['^packages/domain/', '^packages/vision/src/guide/'],
      'the browser shares domain, and the pure face guide of vision',
    ),
    only(
      'sandbox-imports-domain',
      '^packages/sandbox/',
      ['^packages/domain/'],
      'the outside world knows only published contracts',
    ),
    only(
      'server-imports-domain-and-vision',
      '^packages/server/',
      ['^packages/domain/', '^packages/vision/'],
      'server → domain, vision',
    ),
    only(
      'client-imports-domain',
      '^packages/client/',
      ['^packages/domain/'],
      'the package for relying parties knows only what is published',
    ),
    only('launch-stands-alone', '^packages/launch/', [], 'launch starts processes; it imports none of them'),
    only(
      'cli-composes',
      '^packages/cli/',
      ['^packages/domain/', '^packages/vision/', '^packages/server/'],
      'cli → domain, vision, server',
    ),
    {
      name: 'domain-runs-in-browsers',
      severity: 'error',
      comment: 'domain runs in browser and server: no node: module, no I/O',
      from: { path: '^packages/domain/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'procedures-do-not-import-each-other',
      severity: 'error',
      from: { path: '^packages/domain/src/procedures/([^/]+)/' },
      to: {
        path: '^packages/domain/src/procedures/([^/]+)/',
        pathNot: '^packages/domain/src/procedures/$1/',
      },
    },
    {
      name: 'procedures-know-only-policy-identifiers-credential',
      severity: 'error',
      from: { path: '^packages/domain/src/procedures/[^/]+/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/domain/src/(application|contract|verification)/' },
    },
    {
      name: 'application-knows-no-procedure',
      severity: 'error',
      from: { path: '^packages/domain/src/application/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/domain/src/procedures/' },
    },
    {
      name: 'db-and-gateways-are-leaves',
      severity: 'error',
      from: { path: '^packages/server/src/(db|gateways)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/src/(flows|http|jobs)/' },
    },
    {
      name: 'db-and-gateways-do-not-meet',
      severity: 'error',
      from: { path: '^packages/server/src/(db|gateways)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/src/(db|gateways)/', pathNot: '^packages/server/src/$1/' },
    },
    {
      name: 'flows-know-no-transport',
      severity: 'error',
      from: { path: '^packages/server/src/flows/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/src/(http|jobs)/' },
    },
    {
      name: 'only-app-sees-everything',
      severity: 'error',
      from: {
        path: '^packages/server/src/',
        pathNot:
          '^packages/server/src/(app|main|worker)\\.ts$|\\.test\\.ts$|/testing/|^packages/server/src/app/',
      },
      to: { path: '^packages/server/src/app\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // swc as depcruise calls it cannot read JSX: the pages keep the same rule by biome.json (noRestrictedImports).
    exclude: { path: '(^|/)dist/|\\.tsx$' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
    },
  },
};
