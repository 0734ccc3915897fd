/** The canonical subjects of this repository, which all trainings read courses by. */
import path from 'node:path';
import { loadSubjects } from '../src/app/tools/rules.ts';

export const SUBJECTS = loadSubjects(path.resolve(import.meta.dirname, '../rules'));
