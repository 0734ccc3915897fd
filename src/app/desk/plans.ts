/** Plans that wait: submitted ones with their risk, agreed ones once the transcript is due. */
import { addDays, isFullyOnPrecedent, planRisk, type Waiting } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { decisionsOn, loadPlanCases } from '../cases/plan-case.ts';
import { groundsOf } from '../cases/plan-courses.ts';
import { precedentsOfEach } from '../cases/precedents.ts';
import { outcomeOn } from '../cases/take-decisions.ts';
import { type Doing, dayOf, timesOf } from '../moves/step.ts';
import { type Reader, waitingOf } from './waiting.ts';

/** Of how many submitted plans the risk is worked out. */
const MOST_RISKS = 100;

type Found = store.WaitingCase<'plan'>;

export const plansWaiting: Reader = async (doing, asked) => {
  const found = await store.listWaiting(doing.service.store.connection, 'plan', asked);
  const submitted = found.filter(({ state }) => state === 'submitted').slice(0, MOST_RISKS);
  const looks = await lookAtPlans(
    doing,
    submitted.map(({ id }) => id),
  );
  const due = transcriptsDue(
    doing,
    found.filter(({ state }) => state === 'frozen'),
  );
  const others = found.filter(({ state }) => state !== 'frozen');
  return [...others.map((one) => ({ ...waitingOf('plan', one), ...looks.get(one.id) })), ...due];
};

/** Agreed plans whose stay is over, by the day on which the transcript should be here. */
function transcriptsDue(doing: Doing, frozen: readonly Found[]): Waiting[] {
  const times = timesOf(doing);
  if (!times.ok) return [];
  return frozen.flatMap((one): Waiting[] => {
    const { stayEnd } = one.look;
    if (stayEnd === null || stayEnd >= dayOf(doing.caller)) return [];
    return [{ ...waitingOf('plan', one), deadline: addDays(stayEnd, times.value.transcriptDays) }];
  });
}

/** Where plans stand, by their ids; all of them are read together. */
async function lookAtPlans(
  doing: Doing,
  ids: readonly string[],
): Promise<Map<string, Pick<Waiting, 'risk' | 'inBulk'>>> {
  const { connection } = doing.service.store;
  const cases = await loadPlanCases(connection, ids, { isLean: true });
  const plans = cases.map(({ version }) => version.plan);
  const grounds = await groundsOf({ connection, loaded: doing.service.loaded }, plans);
  const precedents = await precedentsOfEach(connection, plans);
  return new Map(
    cases.map((kase, at) => {
      const { plan } = kase.version;
      const judged = { ground: grounds[at] ?? { home: null, host: null }, precedents: precedents[at] ?? [] };
      const { outcome, verification } = outcomeOn(doing, { plan, decisions: decisionsOn(kase, null) }, judged);
      const { standings } = outcome;
      const look = { plan, standings, verification, precedents: judged.precedents, date: dayOf(doing.caller) };
      return [kase.plan.id, { risk: planRisk(look), inBulk: isFullyOnPrecedent(look) }];
    }),
  );
}
