/** What the columns of each list may hold. Where a header fits two fields, the earlier one has it. */
import type { ImportKind } from '../domain/index.ts';
import type { Field } from './columns.ts';

const COURSE: readonly Field[] = [
  'code',
  'title',
  'description',
  'outcomes',
  'credits',
  'credit_system',
  'level',
  'language',
  'terms',
  'prerequisites',
  'meetings',
  'isced_f',
  'url',
  'institution',
  'academic_year',
];

export const LIST_FIELDS = {
  catalogue: COURSE,
  curriculum: ['semester', 'programme', 'cycle', 'component', 'elective_block', 'taken_at', ...COURSE],
  precedents: [
    'home_institution',
    'home_code',
    'home_title',
    'home_description',
    'host_institution',
    'host_code',
    'host_title',
    'host_description',
    'decision',
    'decided_on',
    'valid_until',
  ],
  calls: [
    'university',
    'city',
    'country',
    'specialty',
    'requirements',
    'tuition_payment',
    'costs',
    'quantity',
    'catalogue_links',
    'deadline',
  ],
  users: ['person_name', 'family_name', 'given_name', 'patronymic', 'email', 'role', 'institute', 'language'],
} as const satisfies Readonly<Record<ImportKind, readonly Field[]>>;
