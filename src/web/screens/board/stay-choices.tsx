/** Which programme, in place of which semesters, and how many credits a term has at least. */
import { Select } from '@mantine/core';
import { useListing, useSay } from '../../language.tsx';
import type { StayAddress } from './stay-address.ts';
import { useCurricula } from './stay-query.ts';

interface ChoicesProps {
  readonly stay: StayAddress;
  readonly change: (next: StayAddress) => void;
}

/** Whole numbers of ECTS that a term may be asked to have at least. */
const LEASTS = ['20', '25', '27', '30'];

export const withoutLeast = ({ least: _, ...rest }: StayAddress): StayAddress => rest;

/** Without a side, and without the pins and bans that were of its courses. */
export function elsewhere(stay: StayAddress, side: 'curriculum' | 'host' | 'student'): StayAddress {
  const { [side]: _, pins: __, bans: ___, ...rest } = stay;
  return rest;
}

/** Those that a stay is mostly in place of, and those that the address names. */
const semestersFor = ({ semester }: StayAddress): string[] => {
  const usual = ['1,2', '3', '3,4', '4', '5', '5,6', '6', '7', '7,8'];
  return semester === undefined || usual.includes(semester) ? usual : [semester, ...usual];
};

export function StayChoices({ stay, change }: ChoicesProps) {
  const say = useSay();
  const listing = useListing();
  const curricula = useCurricula();
  return (
    <>
      <Select
        size="xs"
        aria-label={say('courses.curriculum')}
        placeholder={say('courses.curriculum')}
        value={stay.curriculum ?? null}
        allowDeselect={false}
        data={
          curricula.data?.items.map(({ list }) => ({
            value: list.id,
            label: list.programme ?? list.institution,
          })) ?? []
        }
        onChange={(curriculum) => curriculum && change({ ...elsewhere(stay, 'curriculum'), curriculum })}
      />
      <Select
        size="xs"
        aria-label={say('board.semesters')}
        placeholder={say('board.semesters')}
        value={stay.semester ?? null}
        allowDeselect={false}
        data={semestersFor(stay).map((value) => {
          const semesters = value.split(',');
          return { value, label: say('board.semester-list', { list: listing(semesters), count: semesters.length }) };
        })}
        onChange={(semester) => semester && change({ ...stay, semester })}
      />
    </>
  );
}

export function LeastCredits({ stay, change }: ChoicesProps) {
  const say = useSay();
  return (
    <Select
      size="xs"
      aria-label={say('board.credits')}
      value={stay.least ?? ''}
      allowDeselect={false}
      data={[
        { value: '', label: say('board.any-credits') },
        ...LEASTS.map((least) => ({ value: least, label: say('board.least-credits', { least }) })),
      ]}
      onChange={(least) => change(least ? { ...stay, least } : withoutLeast(stay))}
    />
  );
}
