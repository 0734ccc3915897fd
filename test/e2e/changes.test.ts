/** From a pre-approved plan to a changed one by the pages: sent to the host and agreed, a course falls away, a change is proposed, decided on and agreed. */
import { beforeAll, expect, it } from 'vitest';
import { clientOf, instituteOf, makeStudents, planAt, type Student, type Submitted, submit } from './cases.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN, type View } from './office.ts';
import { sentencesOf } from './sentences.ts';

const LANGUAGES = ['kk', 'ru', 'en'] as const;

describePages('an agreed plan', (office) => {
  let students: readonly Student[];
  beforeAll(async () => {
    const institute = await instituteOf(office.url);
    students = await makeStudents(office.url, { names: LANGUAGES.map((one) => `Invented ${one}`), institute });
  });

  const enter = async (role: string, view: View) => {
    const opened = await openPage(office, view);
    await enterAs(opened, role, view);
    return opened;
  };

  async function preApproved(student: Student): Promise<Submitted> {
    const submitted = await submit(student, await planAt(office.url, 'fjordgate_en'));
    const directorate = await clientOf(office.url, 'directorate');
    const whole = { version: submitted.version, seen: 0, whole: { decision: 'approve' } };
    await directorate('POST', `/study-plans/${submitted.id}/decisions`, whole);
    return submitted;
  }

  it.each(LANGUAGES.map((language, at) => ({ language, at })))(
    'is sent, agreed and changed in $language',
    async ({ language, at }) => {
      const view = { ...PLAIN, language };
      const say = sentencesOf(view);
      const student = students[at] as Student;
      const { id } = await preApproved(student);
      const coordinator = await enter('coordinator', view);
      await coordinator.page.goto(`/plans/${id}`);
      await coordinator.page.getByRole('button', { name: say('plans.send-to-host') }).click();
      await coordinator.page.getByRole('button', { name: say('plans.host-agrees') }).click();
      await coordinator.page.getByText(say('plans.is-frozen')).waitFor();
      await expectSoundAllOver(coordinator, { language });

      const adviser = await enter('adviser', view);
      await adviser.page.goto(`/plans/${id}`);
      await adviser.page.getByRole('link', { name: say('plans.propose-change') }).click();
      await adviser.page.getByRole('checkbox').first().check();
      await adviser.page.getByRole('button', { name: say('plans.change-find') }).click();
      await adviser.page.getByRole('heading', { name: say('plans.change-out'), exact: true }).waitFor();
      await expectSoundAllOver(adviser, { language });
      await adviser.page.setViewportSize({ width: 1440, height: 900 });
      await adviser.page.getByRole('button', { name: say('plans.change-propose'), exact: true }).click();
      await adviser.page.getByText(say('plans.change-proposed')).waitFor();

      const directorate = await clientOf(office.url, 'directorate');
      const { items } = await directorate<{ items: { id: string; items: { status: string; bundle: string }[] }[] }>(
        'GET',
        `/study-plans/${id}/changes`,
      );
      const [change] = items;
      const decisions = (change?.items ?? [])
        .filter(({ status }) => status === 'inserted')
        .map(({ bundle }) => ({ decision: 'approve', bundle, seen: 0 }));
      await directorate('POST', `/changes/${change?.id}/decisions`, { decisions });
      await coordinator.page.setViewportSize({ width: 1440, height: 900 });
      await coordinator.page.reload();
      const changes = coordinator.page.getByRole('region', { name: say('plans.changes') });
      await changes.getByRole('button', { name: say('plans.host-agrees') }).click();
      await changes.getByText(say('plans.change-agreed')).waitFor();
      await coordinator.page.getByText(say('plans.version', { number: 3 })).waitFor();
      expect([...coordinator.faults, ...adviser.faults]).toEqual([]);
      await coordinator.page.context().close();
      await adviser.page.context().close();
    },
  );
});
