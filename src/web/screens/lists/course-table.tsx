/** The courses of a list: a row each, with its texts a click away. */
import { useLanguage, useSay } from '../../language.tsx';
import { Code, Quoted, textOf } from '../../parts/course.tsx';
import { useCreditsText } from '../../parts/credits.ts';
import { walkRows } from '../../parts/keys.ts';
import { LongTable } from '../../parts/long-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { useLanguageName } from '../calls/calls-query.ts';
import type { StoredCourse } from './list.tsx';
import styles from './lists.module.css';

const COLUMNS = {
  catalogue: ['code', 'title', 'credits', 'terms', 'languages'],
  curriculum: ['code', 'title', 'credits', 'semester', 'cycle'],
} as const;

export function CourseTable({
  kind,
  courses,
  total,
}: {
  readonly kind: keyof typeof COLUMNS;
  readonly courses: readonly StoredCourse[];
  /** Of all that are asked for; null while nobody knows. */
  readonly total: number | null;
}) {
  const say = useSay();
  if (courses.length === 0) return <Empty>{say('lists.none-course')}</Empty>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk what can be opened in it
    <div onKeyDown={walkRows}>
      <LongTable
        className={styles.courses}
        columns={COLUMNS[kind]}
        columnId={(name) => `lists.column-${name}`}
        items={courses}
        total={total}
        keyOf={rowOf}
        cells={CELLS[kind]}
      />
    </div>
  );
}

/** A course over several semesters stands in a row for each. */
const rowOf = (_: StoredCourse, at: number): number => at;

const cellsOf = (kind: keyof typeof COLUMNS) => (course: StoredCourse) => (
  <>
    <td>
      <Code side={kind === 'catalogue' ? 'host' : 'home'}>{course.code}</Code>
    </td>
    <td>
      <Title course={course} />
    </td>
    <td className="numeric">
      <Credits of={course.credits} />
    </td>
    {kind === 'catalogue' ? <HostCells course={course} /> : <HomeCells course={course} />}
  </>
);
const CELLS = { catalogue: cellsOf('catalogue'), curriculum: cellsOf('curriculum') };

/** The title; what else the institution wrote of the course is folded under it. */
function Title({ course: { titles, descriptions, prerequisites, url } }: { readonly course: StoredCourse }) {
  const say = useSay();
  const [text, language] = textOf(descriptions, useLanguage());
  if (text === '' && prerequisites.length === 0) return <Quoted texts={titles} />;
  return (
    <details>
      <summary data-row>
        <Quoted texts={titles} />
      </summary>
      {text !== '' && (
        <p className={styles.text} lang={language}>
          {text}
        </p>
      )}
      {prerequisites.length > 0 && (
        <p className="small second">{say('lists.prerequisites', { codes: prerequisites.join(', ') })}</p>
      )}
      {url && /^https?:/.test(url) && (
        <a href={url} rel="noreferrer" className="small">
          {url}
        </a>
      )}
    </details>
  );
}

function Credits({ of }: { readonly of: StoredCourse['credits'] }) {
  const say = useSay();
  const creditsOf = useCreditsText();
  return of ? creditsOf(of) : <span className="muted">{say('lists.unknown')}</span>;
}

function HostCells({ course: { terms, languages } }: { readonly course: StoredCourse }) {
  const say = useSay();
  const languageName = useLanguageName();
  return (
    <>
      <td>{terms.map((term) => say(`lists.term-${term}`)).join(', ')}</td>
      <td>{languages.map((language) => languageName(language)).join(', ')}</td>
    </>
  );
}

function HomeCells({ course: { semester, cycle, component } }: { readonly course: StoredCourse }) {
  const say = useSay();
  return (
    <>
      <td className="numeric">{semester ?? <span className="muted">{say('lists.unknown')}</span>}</td>
      <td>
        {[cycle && say(`lists.cycle-${cycle}`), component && say(`lists.component-${component}`)]
          .filter(Boolean)
          .join(', ')}
      </td>
    </>
  );
}
