/** What a version of a plan holds. */
import type { AnswerOf, api } from '../../api.ts';

export type PlanContent = AnswerOf<(typeof api)['study-plans'][':id']['versions'][':number']['$get']>['plan'];
