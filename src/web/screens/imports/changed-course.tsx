/** Courses that change, come or go: what went is struck, what came is underlined, what stays is folded. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useState } from 'react';
import { useSay } from '../../language.tsx';
import { Code, Quoted, type Side } from '../../parts/course.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty } from '../../parts/states.tsx';
import { Tag } from '../../parts/verdict.tsx';
import styles from './draft.module.css';
import type { CourseChange } from './import-query.ts';
import { compareWords, folded } from './words.ts';

type Changed = CourseChange['difference']['changed'][number];
interface Beside {
  readonly titles: CourseChange['titles'];
  readonly precedents: CourseChange['precedents'];
  readonly side: Side;
}

const AT_ONCE = 30;

/** The first of a list, and the next ones when they are asked for. */
function Some<T>({ of, children }: { readonly of: readonly T[]; readonly children: (one: T) => ReactNode }) {
  const say = useSay();
  const [most, setMost] = useState(AT_ONCE);
  return (
    <>
      {of.slice(0, most).map(children)}
      {of.length > most && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + 10 * AT_ONCE)}>
          {say('imports.more', { count: of.length - most })}
        </Button>
      )}
    </>
  );
}

export function ChangedCourses({ changed, ...beside }: Beside & { readonly changed: readonly Changed[] }) {
  const say = useSay();
  if (changed.length === 0) return <Empty>{say('imports.none-changed')}</Empty>;
  return (
    <Some of={changed}>
      {(one) => (
        <article key={one.code} className={styles.change}>
          <CourseHead code={one.code} {...beside} />
          {one.fields.map(({ field, before, after }) => (
            <FieldChange key={field} field={field} before={before} after={after} />
          ))}
        </article>
      )}
    </Some>
  );
}

export function AddedCourses({
  codes,
  part,
  ...beside
}: Beside & { readonly codes: readonly string[]; readonly part: 'added' | 'removed' }) {
  const say = useSay();
  if (codes.length === 0) return <Empty>{say(`imports.none-${part}`)}</Empty>;
  return (
    <ul className={styles.codes}>
      <Some of={codes}>
        {(code) => (
          <li key={code}>
            <CourseHead code={code} {...beside} />
          </li>
        )}
      </Some>
    </ul>
  );
}

/** The course, and what becomes of the precedents that name it. */
function CourseHead({ code, titles, precedents, side }: Beside & { readonly code: string }) {
  const say = useSay();
  const moves = precedents.filter((one) => one.code === code);
  const reopening = moves.filter(({ reopens }) => reopens);
  const [first] = moves;
  return (
    <div className={styles.course}>
      <span className="grow">
        <Code side={side}>{code}</Code> <Quoted texts={titles[code] ?? {}} />
      </span>
      {reopening.length > 0 ? (
        <span>
          <Tag icon="bookmark" tone="warn">
            {say('imports.opens-again', { count: reopening.length })}
          </Tag>{' '}
          {reopening.slice(0, 3).map(({ precedent, explanation }, at) => (
            <Link key={precedent} to="/precedents/$id" params={{ id: precedent }} title={sentenceOf(explanation) ?? ''}>
              {say('imports.precedent', { number: at + 1 })}
            </Link>
          ))}
        </span>
      ) : (
        first && (
          <span className="small second" title={sentenceOf(first.explanation) ?? ''}>
            {say('imports.precedents-stay', { count: moves.length })}
          </span>
        )
      )}
    </div>
  );
}

/** Texts by language are compared language by language; all else as it reads. */
function FieldChange({ field, before, after }: Changed['fields'][number]) {
  const say = useSay();
  const name = say(`imports.part-of-course-${field}`);
  if (isByLanguage(field)) {
    const [old, next] = [asTexts(before), asTexts(after)];
    const languages = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter((one) => old[one] !== next[one]);
    return languages.map((language) => (
      <p key={language} className={styles.field}>
        <span className="small second">{name}</span>{' '}
        <Words before={old[language] ?? ''} after={next[language] ?? ''} language={language} />
      </p>
    ));
  }
  return (
    <p className={styles.field}>
      <span className="small second">{name}</span>{' '}
      <Words before={plainText(before)} after={plainText(after)} language="" whole />
    </p>
  );
}

function Words({
  before,
  after,
  language,
  whole = false,
}: {
  readonly before: string;
  readonly after: string;
  readonly language: string;
  /** A value, of which a part says nothing. */
  readonly whole?: boolean;
}) {
  const pieces = whole
    ? [{ kind: 'gone', text: before } as const, { kind: 'come', text: after } as const]
    : compareWords(before, after);
  return (
    <span className={`quoted ${styles.words}`} lang={language || undefined}>
      {pieces
        .filter(({ text }) => text !== '')
        .map(({ kind, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces stand in their order
          <Fragment key={at}>
            {kind === 'same' && folded(text, { isFirst: at === 0, isLast: at === pieces.length - 1 })}
            {kind === 'gone' && <del>{text}</del>}
            {kind === 'come' && <ins>{text}</ins>}
            {whole && ' '}
          </Fragment>
        ))}
    </span>
  );
}

const isByLanguage = (field: string): boolean => field === 'titles' || field === 'descriptions' || field === 'outcomes';

function asTexts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([language, text]) => [language, Array.isArray(text) ? text.join('\n') : String(text)]),
  );
}

/** A value as it reads: an amount with its unit, a list, a word. */
function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value !== 'object') return String(value);
  const { min, max, unit } = value as { readonly min?: string; readonly max?: string; readonly unit?: string | null };
  if (min !== undefined) return [min === max ? min : `${min}–${max}`, unit].filter(Boolean).join(' ');
  return Object.values(value).map(plainText).filter(Boolean).join(' ');
}
