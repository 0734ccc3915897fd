/** The tools of matching and planning. They compute on what a request brings along, and store nothing. */
import { z } from '@hono/zod-openapi';
import {
  amendStay,
  compareHosts,
  evaluateStay,
  explainAbsence,
  matchSides,
  planAlternatives,
  planStay,
} from '../../app/index.ts';
import {
  courseMatchesSchema,
  hostComparisonSchema,
  matchBasisSchema,
  planAlternativeSchema,
  planAmendmentSchema,
  planChangeSchema,
  planEvaluationSchema,
  planSchema,
  planWhyNotSchema,
  precedentSchema,
} from '../../domain/index.ts';
import { PLAN_EXAMPLE } from '../examples.ts';
import { noticed, problems, under } from '../resource.ts';
import { post } from '../route.ts';
import { tool } from '../rule.ts';
import {
  both,
  defined,
  hostsFrom,
  hostsShape,
  runOptionsShape,
  sidesFrom,
  sidesShape,
  stayOptions,
  stayOptionsShape,
} from '../sources.ts';

const SIDES = { curriculum: { id: 'curriculum_software' }, host: { id: 'cedar_hollow_us' } };
const STAY = { ...SIDES, semester: 5, minEcts: '20' };

export const toolRoutes = {
  match: post('/api/v1/match', {
    may: tool(),
    summary: "For each home course, the host's courses that could replace it",
    body: z.strictObject({
      ...sidesShape,
      top: z.number().int().min(1).max(100).default(10),
      precedents: z.array(precedentSchema).optional().describe('past decisions'),
      semester: z.number().int().min(1).max(12).optional().describe('only the home courses of this semester'),
      code: z.string().optional().describe('only the home course of this code'),
      everyFeature: z
        .boolean()
        .optional()
        .describe('tell every feature of the figures, not the reasons of an adviser alone'),
    }),
    example: { ...SIDES, top: 3, semester: 5 },
    answer: z.object({ basis: matchBasisSchema, results: z.array(courseMatchesSchema), problems }),
    run: async ({ service, caller, body: { curriculum, host, ...asked } }) => {
      const read = await sidesFrom({ curriculum, host }, { service, caller });
      if (!read.ok) return read;
      const { basis, results } = await matchSides(service.context(), read.value, asked);
      return { basis, results: [...results], problems: read.problems };
    },
  }),
  plan: post('/api/v1/plan', {
    may: tool(),
    summary: 'The study plan of one stay',
    body: z.strictObject({ ...sidesShape, ...stayOptionsShape }),
    example: STAY,
    answer: z.object({ plan: planSchema, problems }),
    run: async ({ service, caller, body: { curriculum, host, ...options } }) => {
      const read = both(
        await sidesFrom({ curriculum, host }, { service, caller }),
        await stayOptions(options, service),
      );
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      return noticed(under('plan', await planStay(service.context(), sides, stay)), read.problems);
    },
  }),
  planAlternatives: post('/api/v1/plan/alternatives', {
    may: tool(),
    summary: 'The best plan and the next best that really differ',
    body: z.strictObject({
      ...sidesShape,
      ...stayOptionsShape,
      count: z.number().int().min(1).max(10).default(3).describe('plans in all'),
      difference: z.number().int().min(1).max(20).default(2).describe('host courses of every better plan left out'),
    }),
    example: { ...STAY, count: 3 },
    answer: z.object({ plans: z.array(planAlternativeSchema), problems }),
    run: async ({ service, caller, body: { curriculum, host, count, difference: minDifference, ...options } }) => {
      const read = both(
        await sidesFrom({ curriculum, host }, { service, caller }),
        await stayOptions(options, service),
      );
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      const asked = { ...stay, count, minDifference };
      return noticed(under('plans', await planAlternatives(service.context(), sides, asked)), read.problems);
    },
  }),
  amendPlan: post('/api/v1/plan/amend', {
    may: tool(),
    summary: 'What if: the plan that keeps most of one when something happened',
    body: z.strictObject({
      ...sidesShape,
      ...runOptionsShape,
      plan: planSchema,
      changes: z.array(planChangeSchema).min(1),
    }),
    example: { ...SIDES, plan: PLAN_EXAMPLE, changes: [{ kind: 'cancelled', host: 'CS 240' }] },
    answer: z.object({ amendment: planAmendmentSchema, problems }),
    run: async ({ service, caller, body: { plan, changes, curriculum, host, ...options } }) => {
      const read = await sidesFrom({ curriculum, host }, { service, caller });
      if (!read.ok) return read;
      const asked = { plan, changes, options: defined(options) };
      return noticed(under('amendment', await amendStay(service.context(), read.value, asked)), read.problems);
    },
  }),
  whyNotInPlan: post('/api/v1/plan/why-not', {
    may: tool(),
    summary: 'Why the best plan leaves out a home course or a host course, and the best plan with it',
    body: z.strictObject({
      ...sidesShape,
      ...stayOptionsShape,
      homeCourse: z.string().optional().describe('code, or CODE@SEMESTER, of the home course to cover'),
      hostCourse: z.string().optional().describe('code of the host course to take'),
    }),
    example: { ...STAY, hostCourse: 'CS 240' },
    answer: z.object({ answer: planWhyNotSchema, problems }),
    run: async ({ service, caller, body: { curriculum, host, homeCourse, hostCourse, ...options } }) => {
      const read = both(
        await sidesFrom({ curriculum, host }, { service, caller }),
        await stayOptions(options, service),
      );
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      const asked = { ...stay, ...defined({ home: homeCourse, host: hostCourse }) };
      return noticed(under('answer', await explainAbsence(service.context(), sides, asked)), read.problems);
    },
  }),
  evaluatePlan: post('/api/v1/plan/evaluate', {
    may: tool(),
    summary: 'A plan that was moved by hand: broken rules, figures, and how it stands beside the best one',
    body: z.strictObject({ ...sidesShape, ...runOptionsShape, plan: planSchema }),
    example: { ...SIDES, plan: PLAN_EXAMPLE },
    answer: z.object({ evaluation: planEvaluationSchema, problems }),
    run: async ({ service, caller, body: { plan, curriculum, host, ...options } }) => {
      const read = await sidesFrom({ curriculum, host }, { service, caller });
      if (!read.ok) return read;
      const asked = { plan, options: defined(options) };
      return noticed(under('evaluation', await evaluateStay(service.context(), read.value, asked)), read.problems);
    },
  }),
  compareHosts: post('/api/v1/compare-hosts', {
    may: tool(),
    summary: 'The same curriculum against several hosts, ranked',
    body: z.strictObject({ ...hostsShape, ...stayOptionsShape }),
    example: { curriculum: SIDES.curriculum, hosts: [SIDES.host, { id: 'lindenwerder_de' }], semester: 5 },
    answer: z.object({ hosts: z.array(hostComparisonSchema), problems }),
    run: async ({ service, caller, body: { curriculum, hosts, ...options }, c }) => {
      const read = both(
        await hostsFrom({ curriculum, hosts }, { service, caller }),
        await stayOptions(options, service),
      );
      if (!read.ok) return read;
      const [sides, stay] = read.value;
      const run = await compareHosts(service.context(), {
        ...sides,
        options: stay,
        // Between two hosts others are answered, and a client that went away is noticed.
        onHost: () => new Promise((resolve) => setImmediate(resolve)),
        signal: c.req.raw.signal,
      });
      return noticed(under('hosts', run), read.problems);
    },
  }),
};
