/** What rests on a decision of the commission, to be seen before it is revoked. */
import { z } from 'zod';
import { appealSchema, type Result, studyPlanSchema } from '../../domain/index.ts';
import { SEATED } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { appealsAbout } from '../moves/recognition.ts';
import { everyPage } from '../service/records.ts';
import { attempt, found, type Service } from '../service/service.ts';

export const applicationRestsSchema = z.object({
  seat: z.boolean().describe('it holds a place of the call, which is given back'),
  plans: z.array(studyPlanSchema.pick({ id: true, state: true })).describe('of the stay; they stay as they are'),
  appeals: z.array(appealSchema.pick({ id: true, state: true })).describe('against it'),
});

export const readApplicationRests = (
  { store: { connection } }: Service,
  id: string,
): Promise<Result<z.infer<typeof applicationRestsSchema>>> =>
  attempt(async () => {
    const { state, student } = found('application', id, await store.find(connection, 'application', id));
    const plans = await everyPage((after) => store.list(connection, 'plan', { where: { application: id }, after }));
    const appeals = await appealsAbout(connection, id, student);
    return { seat: SEATED.has(state), plans, appeals };
  });
