/** Documents to print over HTTP: each in each language, for whoever may read the case, and none that may be signed over an open question. */
import { expect, it } from 'vitest';
import {
  type ChangeProposal,
  type PlanVersion,
  Rational,
  type RecognitionCase,
  type StudyPlan,
  type UiLanguage,
} from '../../src/domain/index.ts';
import { transact, update } from '../../src/store/index.ts';
import { pagesOf, squeeze } from '../interchange/documents/pdf-text.ts';
import { act, granted, makeApplication, makeCall, makeRecognition } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { agreePlan, makeOffice, type Office, planOfTwo, send, storeCourses } from './plan-life.ts';
import { makeSigned } from './recognition-cases.ts';

type Reader = { readonly cookie: string };

/** What stands on each paper in each language. */
const TITLES: Readonly<Record<string, Readonly<Record<UiLanguage, string>>>> = {
  agreement: {
    kk: 'Жеке оқу жоспары (оқу туралы келісім)',
    ru: 'Индивидуальный учебный план (соглашение об обучении)',
    en: 'Individual curriculum (learning agreement)',
  },
  planLetter: {
    kk: 'Жеке оқу жоспарының алдын ала мақұлданғаны туралы',
    ru: 'О предварительном одобрении индивидуального учебного плана',
    en: 'Your individual curriculum is pre-approved',
  },
  recognitionLetter: {
    kk: 'Оқыту нәтижелерін қайта есептеу туралы',
    ru: 'О перезачёте результатов обучения',
    en: 'Recognition of your results',
  },
  changeForm: {
    kk: 'Жеке оқу жоспарына (оқу туралы келісімге) өзгеріс енгізу',
    ru: 'Изменение индивидуального учебного плана (соглашения об обучении)',
    en: 'Change of the individual curriculum (learning agreement)',
  },
  commission: {
    kk: 'Конкурстық комиссия отырысының хаттамасы',
    ru: 'Протокол заседания конкурсной комиссии',
    en: 'Protocol of the selection commission',
  },
  applicationLetter: {
    kk: 'Академиялық ұтқырлыққа өтінім бойынша шешім туралы',
    ru: 'О решении по заявке на академическую мобильность',
    en: 'On your application for academic mobility',
  },
  protocol: {
    kk: 'Оқыту нәтижелерін тану және кредиттерді қайта есептеу хаттамасы',
    ru: 'Протокол признания результатов обучения и перезачёта кредитов',
    en: 'Protocol of recognition of learning outcomes',
  },
};

const DRAFT = { kk: 'ЖОБА', ru: 'ПРОЕКТ', en: 'DRAFT' } as const;

const pagesIn = async (answer: Response): Promise<string[]> => pagesOf(new Uint8Array(await answer.arrayBuffer()));
const textOf = async (answer: Response): Promise<string> => (await pagesIn(answer)).join('');

/** Its title, words of no other language, and lines to sign on beside something that is signed. Answers the text. */
async function expectComplete(answer: Response, name: string, language: UiLanguage): Promise<string> {
  const pages = await pagesIn(answer);
  const text = pages.join('');
  expect(text).toContain(squeeze(TITLES[name]?.[language] ?? '?'));
  for (const other of Object.keys(SIGNED) as UiLanguage[])
    expect([name, language, other, text.includes(SIGNED[other])]).toEqual([name, language, other, other === language]);
  for (const page of pages.filter((one) => one.includes(SIGNED[language])))
    expect([name, language, page.split(SIGNED[language])[0]?.length]).toEqual([
      name,
      language,
      expect.toSatisfy((length: number) => length > 100),
    ]);
  return text;
}

/** The words of a signature line, which never stand on a page without anything else. */
const SIGNED: Readonly<Record<UiLanguage, string>> = { kk: 'қолы', ru: 'подпись', en: 'signature' };

/** A call with a ranking, of which one applicant was refused; the other waits, so that the protocol is a draft. */
async function makeCompetition(harness: Harness, office: Office) {
  const call = await makeCall(harness.store, { quantity: 1, languages: [] });
  const institute = { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } };
  const compete = async (student?: Office['student']['user']) => {
    const { application } = await makeApplication(harness.store, { call, institute, ...(student && { student }) });
    const facts = { ...application.facts, languages: [], points: { motivation: Rational.of(80) } };
    const eligible = { ...application, state: 'eligible' as const, facts };
    return granted(
      await transact(harness.store, (tx) => update(tx, 'application', eligible, act('application.check'))),
    );
  };
  const { id, revision } = await compete(office.student.user);
  await compete();
  await send(harness, office.commission, ['POST', `/calls/${call.id}/ranking`], { body: {} });
  const body = { decision: 'decline', reason: 'no-seat' };
  await send(harness, office.commission, ['POST', `/applications/${id}/decide`], { revision, body });
  return { commission: `/calls/${call.id}/ranking/protocol?language=`, letter: `/applications/${id}/letter?language=` };
}

async function makeChange(harness: Harness, office: Office, { id, version }: StudyPlan): Promise<string> {
  const { plan } = await send<PlanVersion>(harness, office.student, ['GET', `/study-plans/${id}/versions/${version}`]);
  const totals = { ...plan.totals, homeEcts: '5', hostEcts: '5' };
  const change = await send<ChangeProposal>(harness, office.student, ['POST', `/study-plans/${id}/changes`], {
    body: {
      baseVersion: version,
      items: [{ status: 'deleted', bundle: 'b2', reason: 'not-available' }],
      plan: { ...plan, bundles: plan.bundles.slice(0, 1), totals },
    },
  });
  return `/changes/${change.id}/form?language=`;
}

async function makeCases(harness: Harness) {
  const office = await makeOffice(harness);
  const given = planOfTwo();
  await storeCourses(harness, given);
  const plan: StudyPlan = await agreePlan(harness, office, given);
  const issued = await makeSigned(harness, office, { state: 'issued', issuedOn: '2026-11-01' });
  const competition = await makeCompetition(harness, office);
  const papers = {
    changeForm: await makeChange(harness, office, plan),
    applicationLetter: competition.letter,
    agreement: `/study-plans/${plan.id}/agreement?language=`,
    planLetter: `/study-plans/${plan.id}/letter?language=`,
    recognitionLetter: `/recognitions/${issued.id}/letter?language=`,
    protocol: `/recognitions/${issued.id}/protocol?language=`,
  };
  return { office, papers, commission: competition.commission };
}

onEveryService('a document to print', (harness) => {
  const read = ({ cookie }: Reader, route: string): Promise<Response> =>
    Promise.resolve(harness().request('GET', `/api/v1${route}`, { cookie }));

  it('is complete in each language, and for nobody but those who may read the case', async () => {
    const { office, papers, commission } = await makeCases(harness());
    const stranger = await harness().person('student');
    for (const [name, route] of Object.entries(papers)) {
      for (const language of ['kk', 'ru', 'en'] as const) {
        const answer = await read(office.registrar, `${route}${language}`);
        expect([name, language, answer.status, answer.headers.get('content-type')]).toEqual([
          name,
          language,
          200,
          'application/pdf',
        ]);
        await expectComplete(answer, name, language);
      }
      expect([name, (await read(stranger, `${route}kk`)).status]).toEqual([name, 403]);
      expect([name, (await read(office.student, `${route}kk`)).status]).toEqual([name, 200]);
      expect([name, (await read({ cookie: '' }, `${route}kk`)).status]).toEqual([name, 401]);
      expect([name, (await read(office.registrar, `${route}de`)).status]).toEqual([name, 400]);
    }
    // The protocol on the ranking names every applicant: it is for those who rank.
    for (const language of ['kk', 'ru', 'en'] as const) {
      const answer = await read(office.commission, `${commission}${language}`);
      expect(answer.status).toBe(200);
      // Somebody waits for a decision.
      expect(await expectComplete(answer, 'commission', language)).toContain(DRAFT[language]);
    }
    for (const person of [office.student, office.adviser, office.directorate, stranger])
      expect((await read(person, `${commission}kk`)).status).toBe(403);
    expect((await read(office.coordinator, `${commission}kk`)).status).toBe(200);
    // Nobody has approved the change: the form is a draft.
    expect(await textOf(await read(office.student, `${papers.changeForm}ru`))).toContain(DRAFT.ru);
  });

  it('over an open question is a draft in each language, and nobody signs it', async () => {
    const office = await makeOffice(harness());
    const recognition = { ...makeRecognition(), draft: true, open: 1 };
    const open = await makeSigned(harness(), office, { state: 'prepared', recognition, signedBy: null, flagged: [] });
    for (const [language, mark] of Object.entries(DRAFT)) {
      const answer = await read(office.registrar, `/recognitions/${open.id}/protocol?language=${language}`);
      expect(await textOf(answer)).toContain(mark);
    }
    const route = `/recognitions/${open.id}/sign`;
    await send<RecognitionCase>(harness(), office.registrar, ['POST', route], { revision: 1, expected: [422] });
  });
});
