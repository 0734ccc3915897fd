/** A decision in one line and its sides, as lists, cards and the page of one show them. */
import { Link } from '@tanstack/react-router';
import type { AnswerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Code, Quoted } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { Tag } from '../../parts/verdict.tsx';

export type Decided = AnswerOf<typeof api.precedents.$get>['items'][number];

/** Codes and titles of one side; a place in an elective block has no home course. `leads`: to the page of the decision. */
export function DecidedCourses({
  of,
  side,
  leads = false,
}: {
  readonly of: Decided;
  readonly side: 'home' | 'host';
  readonly leads?: boolean;
}) {
  const { courses } = of[side];
  const said = (text: string | null, first: boolean) =>
    leads && first ? (
      <Link to="/precedents/$id" params={{ id: of.id }} data-row>
        {text}
      </Link>
    ) : (
      text
    );
  if (courses.length === 0) return <span className="second">{said(of.electiveBlock, true)}</span>;
  return (
    <>
      {courses.map(({ code, titles }, at) => (
        <span key={code} className="row">
          <Code side={side}>{said(code, at === 0)}</Code>
          <Quoted texts={titles} className="cut" />
        </span>
      ))}
    </>
  );
}

export function DecisionTag({ of: { decision, decidedOn } }: { readonly of: Decided }) {
  const say = useSay();
  const [icon, tone] = decision === 'refused' ? (['refused', 'bad'] as const) : (['bookmark', 'ok'] as const);
  return (
    <Tag icon={icon} tone={tone}>
      {say(`precedents.is-${decision}`, { day: dayText(decidedOn) })}
    </Tag>
  );
}

/** Whether it counts, and until when. */
export function Standing({ of: { status, validUntil } }: { readonly of: Decided }) {
  const say = useSay();
  if (status === 'reopened')
    return (
      <Tag icon="half" tone="warn">
        {say('precedents.reopened')}
      </Tag>
    );
  if (status === 'replaced') return <Tag icon="ring">{say('precedents.replaced')}</Tag>;
  return <span className="second">{say('precedents.until', { day: dayText(validUntil) })}</span>;
}
