/** Bundles the program into dist/, with the rules already read and checked and an empty database to copy: `npm run build`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { DIST, filesIn, fingerprint, ROOT } from './fingerprint.mjs';
import { buildPages } from './pages.mjs';

/** Packages that stay where npm put them: they bring binaries, WebAssembly, fonts or threads of their own, or are too heavy to be read for nothing. */
const EXTERNAL = [
  '@electric-sql/pglite',
  '@node-rs/argon2',
  'dejavu-fonts-ttf',
  'fontkit',
  'highs',
  'nodemailer',
  'openid-client',
  'pdfmake',
  'pg',
  'pg-boss',
  'pino',
  'piscina',
  'prom-client',
  'tsx',
  'unpdf',
];

/** Read once and brought into another form, so that it need not be kept: word vectors. */
const LARGE = 1_000_000;

/** A file of data becomes a file of data, which is read when something of it is asked for. */
const lazyJson = {
  name: 'lazy-json',
  load(id) {
    if (!id.endsWith('.json') || id.includes('node_modules')) return null;
    const data = JSON.parse(readFileSync(id, 'utf8'));
    const source = JSON.stringify(data);
    const fileName = `${path.basename(id, '.json')}-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.json`;
    this.emitFile({ type: 'asset', fileName, source });
    const members = Object.entries(data).map(([key, value]) => {
      const name = JSON.stringify(key);
      return typeof value === 'object' || String(value).length > 100
        ? `get ${name}() { return read()[${name}]; }`
        : `${name}: ${JSON.stringify(value)}`;
    });
    const parsed = `JSON.parse(readFileSync(new URL('./${fileName}', import.meta.url), 'utf8'))`;
    const reading =
      source.length < LARGE
        ? `let data; const read = () => data ??= ${parsed};`
        : `let data; const read = () => { const known = data?.deref() ?? ${parsed}; data = new WeakRef(known); return known; };`;
    const code = `import { readFileSync } from 'node:fs';
${reading}
export default { ${members.join(',\n')} };`;
    return { code, moduleType: 'js', moduleSideEffects: false };
  },
};

/** Messages of zod in fifty languages, which every command would read: Concord's own texts are elsewhere. */
const noLocales = {
  name: 'no-locales',
  load: (id) => (id.endsWith(path.normalize('zod/v4/locales/index.js')) ? 'export {};' : null),
};

/** Whole or not at all: others may read or write the same file at this moment. */
function write(name, content) {
  const file = path.join(DIST, name);
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

/** Its tables and its software are its name, so that it is made anew only when one of them has changed: it takes ten seconds. */
async function makeDatabase(prepare) {
  const hash = createHash('sha256');
  const software = path.join(ROOT, 'node_modules/@electric-sql/pglite/package.json');
  for (const file of [...filesIn(path.join(ROOT, 'src/store/schema')).sort(), software])
    hash.update(readFileSync(file));
  const name = `database-${hash.digest('hex').slice(0, 8)}`;
  if (existsSync(path.join(DIST, name))) return name;
  const folder = path.join(DIST, `making-${process.pid}`);
  await prepare(folder);
  if (!existsSync(path.join(DIST, name))) renameSync(path.join(folder, 'database'), path.join(DIST, name));
  rmSync(folder, { recursive: true });
  return name;
}

/** Likewise, by the subjects and by what reads them. */
function makeSubjects(prepare) {
  const hash = createHash('sha256');
  const sources = [...filesIn(path.join(ROOT, 'rules/subjects')), ...filesIn(path.join(ROOT, 'src/matching'))];
  for (const file of sources.sort()) hash.update(readFileSync(file));
  const name = `subjects-${hash.digest('hex').slice(0, 8)}`;
  if (!existsSync(path.join(DIST, name))) write(name, prepare(path.join(ROOT, 'rules')));
  return name;
}

/** What earlier builds left, a day after them: a server that still runs loads parts of its own when they are asked for. */
function removeEarlier(present) {
  for (const name of readdirSync(DIST).filter((name) => /-[\w-]{8}(\.js(on)?)?$/.test(name) && !present.includes(name)))
    if (Date.now() - statSync(path.join(DIST, name)).mtimeMs > 24 * 60 * 60 * 1000)
      rmSync(path.join(DIST, name), { recursive: true });
}

const sources = fingerprint();
mkdirSync(DIST, { recursive: true });
const bundle = await rolldown({
  cwd: ROOT,
  input: { concord: 'src/main.ts', thread: 'src/app/tools/thread.ts', prepare: 'src/prepare.ts' },
  platform: 'node',
  external: EXTERNAL.map((name) => new RegExp(`^${name}(/|$)`)),
  // Modules of src/ only declare, so that a command loads what it uses of a folder and not all that is behind the folder's door.
  treeshake: { moduleSideEffects: (id) => !id.startsWith(path.join(ROOT, 'src')) || id.endsWith('src/main.ts') },
  plugins: [lazyJson, noLocales],
});
const { output } = await bundle.generate({
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
});
await bundle.close();
await buildPages();
// What others load goes first.
for (const part of output.toReversed()) write(part.fileName, part.type === 'chunk' ? part.code : part.source);
const { prepareDatabase, prepareRules, prepareSubjects } = await import(
  new URL('../../dist/prepare.js', import.meta.url)
);
for (const [name, content] of Object.entries(prepareRules(path.join(ROOT, 'rules')))) write(name, content);
const database = await makeDatabase(prepareDatabase);
const subjects = makeSubjects(prepareSubjects);
write('build.json', JSON.stringify({ sources, database, subjects }));
removeEarlier([...output.map(({ fileName }) => fileName), database, subjects]);
