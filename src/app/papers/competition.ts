/** The protocol of the commission on the last ranking of a call. */
import { type Application, policyOn, type Result, reason, type UiLanguage } from '../../domain/index.ts';
import type { RankedLine } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import { attempt, found, need, refuse, type Service } from '../service/service.ts';
import { printWith } from '../tools/papers.ts';
import { titleOfReason } from './case-head.ts';

/** What became of an application; null while nobody has decided. */
function decisionOf({
  state,
  award,
  reservePlace,
}: Application): Pick<RankedLine, 'decision' | 'funding' | 'reservePlace'> | null {
  if (state === 'withdrawn') return { decision: 'withdrawn', funding: null, reservePlace: null };
  if (award) return { decision: 'award', funding: award.funding, reservePlace: null };
  if (state === 'reserved') return { decision: 'reserve', funding: null, reservePlace };
  return state === 'declined' ? { decision: 'decline', funding: null, reservePlace: null } : null;
}

/** Of the day of the ranking. A draft while an applicant of it waits for a decision. */
export const rankingProtocolOf = (
  service: Service,
  { id, language }: { readonly id: string; readonly language: UiLanguage },
): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const { connection } = service.store;
    const call = found('call', id, await store.find(connection, 'call', id));
    const last =
      (await store.results.find(connection, 'ranking', id)) ?? refuse('guard-not-met', reason('never-ranked'));
    const { policy, date, ranked, proposals, incomplete } = last.body;
    const { criteria } = need(policyOn(service.process.competitions, policy.id, date));
    const ids = [...ranked, ...incomplete].map(({ application }) => application);
    const people = await store.describeCases(connection, 'application', ids);
    const lines: RankedLine[] = [];
    for (const application of ids) {
      const record = await store.find(connection, 'application', application);
      const place = ranked.find((one) => one.application === application);
      const proposal = proposals.find((one) => one.application === application);
      const decided = record && decisionOf(record);
      const about = people.get(application)?.student;
      lines.push({
        name: about?.name ?? null,
        studentNumber: about?.number ?? null,
        rank: place?.rank ?? null,
        score: place?.score ?? null,
        values: Object.fromEntries((place?.parts ?? []).map(({ criterion, value }) => [criterion, value])),
        partedBy: place?.partedBy ?? null,
        ...(decided ?? {
          decision: proposal?.proposal ?? 'none',
          funding: proposal?.funding ?? null,
          reservePlace: proposal?.reservePlace ?? null,
        }),
        isDecided: decided !== null,
        why: decided?.decision === 'decline' ? titleOfReason(service, record?.reason ?? null) : null,
      });
    }
    const document = {
      kind: 'ranking' as const,
      home: service.context().home.name,
      call,
      criteria,
      policy,
      ranking: { number: last.number, date },
      lines,
    };
    return printWith(service.context(), document, { language, date });
  });
