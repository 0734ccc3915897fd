/** The directions of imports that docs/design.md draws; a file that turns against them fails here by name. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fileRings, folderRings } from '../scripts/measure/rings.ts';
import { readSources, repeatedNames } from '../scripts/measure/sources.ts';

const SRC = path.resolve(import.meta.dirname, '../src');

/** What each folder may import of the project. `main.ts` alone sees everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  interchange: ['domain'],
  matching: ['domain'],
  planning: ['domain'],
  credits: ['domain'],
  mobility: ['domain'],
  semantic: ['domain'],
  store: ['domain'],
  app: ['domain', 'interchange', 'matching', 'planning', 'credits', 'mobility', 'semantic', 'store'],
  api: ['domain', 'app'],
  cli: ['domain', 'app'],
  // The types of the client alone.
  web: ['api'],
};
/** Folders without clock, files, environment or randomness: same input, same bytes. */
const PURE = ['domain', 'matching', 'planning', 'credits', 'mobility'];
const IMPURE_CODE = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|(?<!\/)\bprocess\.|\bperformance\.now\(/;

interface SourceFile {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
  /** Those that are not made while the program runs. */
  readonly staticImports: readonly string[];
}

function sourceFiles(): SourceFile[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const text = readFileSync(path.join(SRC, name), 'utf8');
      const { module } = parseSync(name, text);
      const reExports = module.staticExports.flatMap(({ entries }) =>
        entries.flatMap((entry) => entry.moduleRequest ?? []),
      );
      const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1));
      const imports = [...module.staticImports.map(({ moduleRequest }) => moduleRequest), ...reExports].map(
        ({ value }) => value,
      );
      return {
        name,
        folder: name.includes('/') ? name.slice(0, name.indexOf('/')) : '',
        text,
        imports: [...imports, ...dynamic],
        staticImports: imports,
      };
    });
}

/** The folder and file under src/ that a relative import leads to. */
const targetOf = (file: SourceFile, request: string): string =>
  path.relative(SRC, path.resolve(SRC, path.dirname(file.name), request));

const FILES = sourceFiles();

describe('architecture', () => {
  it('knows every folder of src', () => {
    const folders = new Set(FILES.map(({ folder }) => folder).filter((folder) => folder !== ''));
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });

  it.each(Object.entries(MAY_IMPORT))(
    '%s imports only its allowed neighbours %j, by their doors',
    (folder, allowed) => {
      const broken = FILES.filter((file) => file.folder === folder).flatMap((file) =>
        file.imports
          .filter((request) => request.startsWith('.'))
          .map((request) => targetOf(file, request))
          .filter((target) => !target.startsWith(`${folder}/`) && !target.startsWith('../rules/vocabulary/'))
          .filter((target) => !allowed.some((neighbour) => target === `${neighbour}/index.ts`))
          .map((target) => `${file.name} -> ${target}`),
      );
      expect(broken).toEqual([]);
    },
  );

  it('domain imports zod alone', () => {
    const packages = FILES.filter(({ folder }) => folder === 'domain').flatMap(({ imports }) =>
      imports.filter((request) => !request.startsWith('.')),
    );
    expect([...new Set(packages)]).toEqual(['zod']);
  });

  it.each(PURE)('%s is pure: no Node modules, clock, randomness or environment', (folder) => {
    const isBuiltin = (request: string) => request.startsWith('node:') || builtinModules.includes(request);
    const broken = FILES.filter((file) => file.folder === folder).filter(
      (file) => file.imports.some(isBuiltin) || IMPURE_CODE.test(file.text),
    );
    expect(broken.map(({ name }) => name)).toEqual([]);
  });

  it('only config.ts reads the environment', () => {
    const readers = FILES.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ name }) => name);
    expect(readers.filter((name) => name !== 'config.ts')).toEqual([]);
  });

  it('nobody imports natural by its root', () => {
    expect(FILES.filter(({ imports }) => imports.includes('natural')).map(({ name }) => name)).toEqual([]);
  });

  it('no files import one another in a ring, types included, nor do the folders inside one folder', () => {
    const sources = FILES.map((file) => ({
      name: file.name,
      imports: file.staticImports.map((request) => targetOf(file, request)),
    }));
    const rings = [...fileRings(sources), ...Object.keys(MAY_IMPORT).flatMap((folder) => folderRings(sources, folder))];
    expect(rings.map((ring) => ring.join(' <-> '))).toEqual([]);
  });

  it('what the list of mutations breaks stands in the sources, once', () => {
    const root = path.resolve(SRC, '..');
    const listed = parse(readFileSync(path.join(root, 'scripts/mutations.yaml'), 'utf8')) as {
      file: string;
      find: string;
    }[];
    const gone = listed.filter(
      ({ file, find }) => readFileSync(path.join(root, file), 'utf8').split(find).length !== 2,
    );
    expect(gone).toEqual([]);
    expect(listed.length).toBeGreaterThanOrEqual(20);
  });

  it('a name means one thing: at most a dozen stand at top level of more than two files', () => {
    expect(Object.keys(repeatedNames(readSources(SRC))).length).toBeLessThanOrEqual(12);
  });

  it('no file is longer than 320 lines', () => {
    expect(FILES.filter(({ text }) => text.split('\n').length > 320).map(({ name }) => name)).toEqual([]);
  });
});
