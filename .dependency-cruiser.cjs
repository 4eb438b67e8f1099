/** The layers of docs/architecture.md, as rules. Every ban says what to do instead. */
const from = (path, allowed, comment) => ({
  name: `layer-${path.replaceAll('/', '-')}`,
  severity: 'error',
  comment,
  from: { path: `^${path}/`, pathNot: '\\.test\\.tsx?$' },
  to: { pathNot: [`^${path}/`, ...allowed, '^node_modules/', '^(node:)?[a-z_/]+$'] },
});

const only = (name, library, path, remedy) => ({
  name,
  severity: 'error',
  comment: remedy,
  from: { pathNot: [path, '\\.test\\.tsx?$', '/fixtures/', '^e2e/', '^bench/'] },
  to: { path: `^node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Move the shared part to a third file.',
      from: {},
      to: { circular: true },
    },
    from('contract', [], 'The contract imports nothing but zod: no Node, no DOM.'),
    from(
      'main/engine',
      ['^contract/', '^main/shared/'],
      'The engine knows the contract only; let services call it.',
    ),
    from(
      'main/library',
      ['^contract/', '^main/shared/'],
      'The library stores; orchestration belongs to services.',
    ),
    from(
      'main/services',
      ['^contract/', '^main/shared/', '^main/library/', '^main/engine/(tasks|client)\\.ts$'],
      "Use the engine's interface (tasks.ts, client.ts).",
    ),
    from(
      'main/studio',
      [
        '^contract/',
        '^main/shared/',
        '^main/services/',
        '^main/library/',
        '^main/engine/(tasks|client)\\.ts$',
      ],
      'Wire services here; models stay behind the engine client.',
    ),
    from(
      'main/web',
      [
        '^contract/',
        '^main/shared/',
        '^main/studio/',
        '^main/library/library-folder\\.ts$',
        '^main/engine/(tasks|client)\\.ts$',
      ],
      'A host forwards the contract to the studio.',
    ),
    from(
      'main/cli',
      [
        '^contract/',
        '^main/shared/',
        '^main/services/',
        '^main/library/',
        '^main/studio/',
        '^main/web/',
        '^main/engine/(tasks|client|in-process)\\.ts$',
      ],
      'The CLI uses services and the in-process engine.',
    ),
    from(
      'main/app',
      ['^contract/'],
      'Electron main forwards the contract; it never imports services.',
    ),
    from(
      'preload',
      ['^contract/channel-names\\.ts$'],
      'The preload bundles channel names and nothing else.',
    ),
    from('renderer', ['^contract/'], 'The page reaches the studio through the contract only.'),
    {
      name: 'renderer-features-are-islands',
      severity: 'error',
      comment: 'Move what two features share to renderer/components or renderer/studio.',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'renderer-components-below-features',
      severity: 'error',
      comment: 'Pass it in as a prop.',
      from: { path: '^renderer/(components|studio)/' },
      to: { path: '^renderer/(features|app)/', pathNot: '^renderer/app/i18n/' },
    },
    only(
      'only-runtime-imports-onnxruntime',
      'onnxruntime-',
      '^main/engine/runtime/',
      'Use main/engine/runtime/session.ts.',
    ),
    only(
      'only-app-imports-electron',
      'electron/',
      '^(main/app|preload)/',
      'Put it behind the contract.',
    ),
    only(
      'only-language-imports-tokenizers',
      '@huggingface/',
      '^main/engine/language/',
      'Use main/engine/language/tokenizer.ts.',
    ),
    // `doctor` reports sharp's version.
    only(
      'sharp-where-pixels-are',
      'sharp/',
      '^main/(engine/vision|services|shared|cli/commands/doctor)',
      'Use a service.',
    ),
    {
      name: 'only-the-engine-decodes-what-people-bring',
      severity: 'error',
      comment: 'Ask the engine: picture.inspect, picture.read, mask.read.',
      // `encode-picture` reads back what it has just written; `decode-recipe` serves the command line.
      from: {
        path: '^main/(library|services|studio|web)/',
        pathNot: ['\\.test\\.ts$', '/fixtures/', '/export/(encode-picture|decode-recipe)\\.ts$'],
      },
      to: { path: '^main/shared/(inspect-picture|read-(pixels|mask))\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|release)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
};
