/** What a browser asks before anybody is signed in. */
import { z } from '@hono/zod-openapi';
import { inventedTranscripts, isDemonstration, isEmpty, signInDemonstration, stageSchema } from '../../app/index.ts';
import { reason, refuse, roleSchema, userSchema } from '../../domain/index.ts';
import { environmentOf } from '../environment.ts';
import { sessionCookie } from '../identify.ts';
import { named } from '../resource.ts';
import { get, post } from '../route.ts';
import { anybody, rule } from '../rule.ts';
import { originOf } from './sign-in.ts';

export const setupRoutes = {
  readSetup: get('/api/v1/setup', {
    may: anybody,
    summary: 'Whose installation this is, whether anything is stored in it, and which day it is there',
    answer: z
      .object({
        home: z.string().describe('name of the home institution; empty where the configuration has none'),
        version: z.string(),
        demonstration: z.boolean().describe('invented institutions and people; anybody may sign in as each role'),
        filling: z
          .object({ done: z.number().int(), total: z.number().int() })
          .nullable()
          .describe('students of the demonstration that are there, of how many; null when all are, or it is none'),
        empty: z.boolean().describe('no curriculum and no catalogue is stored'),
        today: z.iso.date(),
      })
      .openapi('Setup'),
    run: async ({ service, c }) => {
      const { home, today } = service.context();
      const { version } = environmentOf(c);
      const demonstration = environmentOf(c).demonstration === true && (await isDemonstration(service));
      const filling = environmentOf(c).year?.filling() ?? null;
      return { home: home.name, version, demonstration, filling, empty: await isEmpty(service), today };
    },
  }),
  signInToDemonstration: post('/api/v1/sign-in/demonstration', {
    may: anybody,
    summary: 'Signs in as the invented person of a role; on a demonstration alone',
    body: z
      .strictObject({
        role: roleSchema,
        stage: stageSchema.optional().describe('of a student: one of the year whose stay has come so far'),
      })
      .openapi('DemonstratedRole'),
    example: { role: 'adviser' },
    answer: z.object({ user: named(userSchema, 'User') }),
    run: async ({ service, body, c }) => {
      const { demonstration, year } = environmentOf(c);
      if (!demonstration) return refuse('not-found', reason('api-no-demonstration'));
      const student = body.stage && year?.invented.people.find(({ plan }) => plan === body.stage)?.number;
      const run = await signInDemonstration(service, student?.toLowerCase() ?? body.role, originOf(c).session);
      if (!run.ok) return run;
      sessionCookie.set(c, run.value.secret);
      return { user: run.value.user };
    },
  }),
  resetDemonstration: post('/api/v1/setup/demonstration/reset', {
    may: rule('demonstration.reset', 'house'),
    summary:
      'Takes out all that was done in a demonstration and begins it anew with other passwords; ends every session, and its year is stored in the background',
    once: false,
    run: async ({ c }) => {
      const { resetDemonstration } = environmentOf(c);
      if (!resetDemonstration) return refuse('not-found', reason('api-no-demonstration'));
      sessionCookie.clear(c);
      return resetDemonstration();
    },
  }),
  listInventedTranscripts: get('/api/v1/setup/demonstration/transcripts', {
    may: rule('transcript.import', 'house'),
    summary: 'Transcripts to try out, as the hosts of a demonstration send them; none where it is no demonstration',
    answer: z
      .object({ items: z.array(z.object({ name: z.string(), text: z.string() })) })
      .openapi('InventedTranscripts'),
    run: async ({ service, c }) => {
      const { year } = environmentOf(c);
      return { items: year ? await inventedTranscripts(service, year.invented) : [] };
    },
  }),
};
