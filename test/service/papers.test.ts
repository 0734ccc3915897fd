/** Documents to print over HTTP: each in each language, for whoever may read the case, and none that may be signed over an open question. */
import { expect, it } from 'vitest';
import type { RecognitionCase, StudyPlan, UiLanguage } from '../../src/domain/index.ts';
import { pagesOf, squeeze } from '../interchange/documents/pdf-text.ts';
import { makeRecognition } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { agreePlan, makeOffice, planOfTwo, send, storeCourses } from './plan-life.ts';
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
    en: 'Recognition of your results abroad',
  },
  protocol: {
    kk: 'Оқыту нәтижелерін тану және кредиттерді қайта есептеу хаттамасы',
    ru: 'Протокол признания результатов обучения и перезачёта кредитов',
    en: 'Protocol of recognition of learning outcomes',
  },
};

async function textOf(answer: Response): Promise<string> {
  return (await pagesOf(new Uint8Array(await answer.arrayBuffer()))).join('');
}

async function makeCases(harness: Harness) {
  const office = await makeOffice(harness);
  const given = planOfTwo();
  await storeCourses(harness, given);
  const plan: StudyPlan = await agreePlan(harness, office, given);
  const issued = await makeSigned(harness, office, { state: 'issued', issuedOn: '2026-11-01' });
  const papers = {
    agreement: `/study-plans/${plan.id}/agreement?language=`,
    planLetter: `/study-plans/${plan.id}/letter?language=`,
    recognitionLetter: `/recognitions/${issued.id}/letter?language=`,
    protocol: `/recognitions/${issued.id}/protocol?language=`,
  };
  return { office, papers };
}

onEveryService('a document to print', (harness) => {
  const read = ({ cookie }: Reader, route: string): Promise<Response> =>
    Promise.resolve(harness().request('GET', `/api/v1${route}`, { cookie }));

  it('is complete in each language, and for nobody but those who may read the case', async () => {
    const { office, papers } = await makeCases(harness());
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
        expect(await textOf(answer)).toContain(squeeze(TITLES[name]?.[language] ?? '?'));
      }
      expect([name, (await read(stranger, `${route}kk`)).status]).toEqual([name, 403]);
      expect([name, (await read(office.student, `${route}kk`)).status]).toEqual([name, 200]);
      expect([name, (await read({ cookie: '' }, `${route}kk`)).status]).toEqual([name, 401]);
      expect([name, (await read(office.registrar, `${route}de`)).status]).toEqual([name, 400]);
    }
  });

  it('over an open question is a draft in each language, and nobody signs it', async () => {
    const office = await makeOffice(harness());
    const recognition = { ...makeRecognition(), draft: true, open: 1 };
    const open = await makeSigned(harness(), office, { state: 'prepared', recognition, signedBy: null, flagged: [] });
    for (const [language, mark] of [
      ['kk', 'ЖОБА'],
      ['ru', 'ПРОЕКТ'],
      ['en', 'DRAFT'],
    ]) {
      const answer = await read(office.registrar, `/recognitions/${open.id}/protocol?language=${language}`);
      expect(await textOf(answer)).toContain(mark);
    }
    const route = `/recognitions/${open.id}/sign`;
    await send<RecognitionCase>(harness(), office.registrar, ['POST', route], { revision: 1, expected: [422] });
  });
});
