/** Small invented catalogues for the tests of the matching. */
import path from 'node:path';
import type { z } from 'zod';
import { loadSubjects } from '../../src/app/tools/rules.ts';
import { type Course, courseSchema } from '../../src/domain/index.ts';
import { ROOT } from '../installed.ts';

/** What universities teach, as it is installed. */
export const SUBJECTS = loadSubjects(path.join(ROOT, 'rules'));

export const course = (
  code: string,
  title: string,
  description = '',
  more: Partial<z.input<typeof courseSchema>> = {},
): Course =>
  courseSchema.parse({ code, titles: { en: title }, descriptions: description ? { en: description } : {}, ...more });

export const HOST: readonly Course[] = [
  course('PHYS 101', 'Physics 1', 'Mechanics of particles and rigid bodies: force, energy, momentum, oscillations.'),
  course('PHYS 102', 'Physics 2', 'Electricity and magnetism: fields, circuits, induction, Maxwell equations.'),
  course(
    'MATH 201',
    'Linear Algebra',
    'Vector spaces, matrices, determinants, eigenvalues and linear transformations.',
  ),
  course('MATH 210', 'Calculus II', 'Techniques of integration, sequences and series, parametric curves.'),
  course('CS 150', 'Introduction to Programming', 'Variables, loops, functions and data structures in Python.'),
  course('CS 330', 'Database Systems', 'Relational model, SQL, transactions, normalisation and query optimisation.'),
  course('HIST 120', 'History of Central Asia', 'Nomads, khanates, empires and nation states of the steppe.'),
  course('CS 331', 'Data Management', 'See CS 330.'),
  course('ECON 100', 'Microeconomics'),
];
