/** A whole year of the demonstration office by its pages alone: each person in the own language, from a file of calls to the proof of the audit. */
import { expect, it } from 'vitest';
import { describePages, expectSound, PLAIN } from './office.ts';
import { type Desk, enter, type Person } from './year/person.ts';
import * as place from './year/place.ts';
import * as result from './year/result.ts';
import * as stay from './year/stay.ts';

describePages('a year of the office', (office) => {
  it('is played by its pages, in Kazakh, Russian and English, and the audit is whole at its end', async () => {
    const people = new Map<Desk, Person>();
    /** Whoever works at a desk: each signs in once, and finds what others did meanwhile when coming back. */
    const at = async (desk: Desk): Promise<Person> => {
      const known = people.get(desk);
      await known?.page.reload();
      const person = known ?? (await enter(office, desk));
      people.set(desk, person);
      return person;
    };
    await place.publish(await at('coordinator'));
    await place.applyFor(await at('student'));
    await place.checkPapers(await at('coordinator'));
    await place.rank(await at('commission'));
    await place.takePlace(await at('student'));

    await stay.makePlan(await at('adviser'));
    await stay.submitPlan(await at('student'));
    await stay.readSyllabus(await at('adviser'));
    await stay.approve(await at('directorate'));
    await stay.agreeWithHost(await at('coordinator'));
    await stay.proposeChange(await at('student'));
    await stay.approve(await at('directorate'));
    await stay.agreeOnChange(await at('coordinator'));

    const transcript = await stay.writeTranscript(await at('coordinator'));
    await result.recognise(await at('registrar'), transcript);
    await result.countersign(await at('directorate'));
    await result.issue(await at('registrar'));
    await result.comparePolicies(await at('registrar'));
    await result.appeal(await at('student'));
    await result.admit(await at('coordinator'));
    await result.dismiss(await at('commission'));
    await result.readReport(await at('directorate'));
    await result.proveAudit(await at('administrator'));

    for (const [desk, person] of people) {
      expect(person.faults, desk).toEqual([]);
      await expectSound(person, { ...PLAIN, language: person.language });
      await person.page.context().close();
    }
    // A minute or two of a machine of its own; others may run beside it.
  }, 600_000);
});
