/** A student's whole way over HTTP: from the call to the closed recognition. */
import { expect, it } from 'vitest';
import { audit } from '../../src/store/index.ts';
import { type Harness, onEveryService } from './harness.ts';
import { canNotDepart, complete, depart, handInPapers, publishCall, winPlace } from './journey/apply.ts';
import { changePlan, decideBundles, expectMemory, freeze, importCourses, submitProposal } from './journey/plan.ts';
import { appeal, readProtocol, recognise, recogniseAgain } from './journey/recognise.ts';
import { lackingInNotices, makeOffice, type Office } from './plan-life.ts';

/** Another day, on which everybody signs in again. */
async function comeBack({ clock, signedIn }: Harness, office: Office, day: string): Promise<Office> {
  clock.at = `${day}T09:00:00.000Z`;
  const people = Object.entries(office).map(async ([name, person]) => [
    name,
    typeof person === 'string' ? person : { ...person, cookie: await signedIn(person.user) },
  ]);
  return Object.fromEntries(await Promise.all(people)) as Office;
}

onEveryService('the journey', (harness) => {
  it('leads from the call to the closed recognition, and an upheld appeal leads round once more', async () => {
    const first = await makeOffice(harness());
    const on = (day: string) => comeBack(harness(), first, day);

    let office = await on('2026-11-02');
    const call = await publishCall(harness(), office);
    const courses = await importCourses(harness(), office);
    office = await on('2027-02-15');
    const application = await winPlace(harness(), office, call);
    await handInPapers(harness(), office, { id: application, when: 'early', issuedOn: '2027-02-10' });

    office = await on('2027-04-12');
    const submitted = await submitProposal(harness(), office, { application, courses });
    const approved = await decideBundles(harness(), office, submitted);
    await expectMemory(harness(), office, { plan: approved, courses });
    const plan = await freeze(harness(), office, approved);

    office = await on('2027-07-20');
    await canNotDepart(harness(), office, application, 'every required document');
    await handInPapers(harness(), office, { id: application, when: 'late', issuedOn: '2027-07-15' });
    await depart(harness(), office, application);

    office = await on('2027-09-20');
    const changed = await changePlan(harness(), office, { plan, courses });
    await expectMemory(harness(), office, { plan: changed, courses });

    office = await on('2028-02-10');
    const issued = await recognise(harness(), office, changed);
    await readProtocol(harness(), office, issued);
    office = await on('2028-02-14');
    const reopened = await appeal(harness(), office, issued);
    await recogniseAgain(harness(), office, reopened);
    await complete(harness(), office, application);

    const { connection } = harness().store;
    expect((await audit.verify(harness().store)).ok).toBe(true);
    const events = await audit.list(connection, { subject: { kind: 'application', id: application } });
    expect(events.items.map(({ action }) => action)).toEqual([
      'application.create',
      'application.submit',
      'application.find-eligible',
      'application.points',
      'application.award',
      'application.accept',
      'application.depart',
      'application.complete',
    ]);
    const notices = await connection.selectFrom('notices').select(['to', 'body']).execute();
    expect(notices.filter(({ to }) => to === first.student.user.id).length).toBeGreaterThan(5);
    expect(await lackingInNotices(harness())).toEqual([]);
  });
});
