/** Of what the build is made of: names, sizes and times of change, which takes milliseconds to ask. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const DIST = path.join(ROOT, 'dist');
const SOURCES = ['src', 'rules', 'scripts/build', 'package.json', 'package-lock.json'];

/** The fingerprint of the sources as they lie there now. */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => filesIn(path.join(ROOT, name))).sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(ROOT, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** The fingerprint of the sources that the present build was made of; empty when there is none. */
export function builtFrom() {
  try {
    return JSON.parse(readFileSync(path.join(DIST, 'build.json'), 'utf8')).sources;
  } catch {
    return '';
  }
}

/** A file itself, or all files below a folder. */
export function filesIn(name) {
  if (statSync(name).isFile()) return [name];
  return readdirSync(name, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(name, entry.name);
    return entry.isDirectory() ? filesIn(full) : [full];
  });
}
