/** The routes of an application with their rules, found in the application itself: one that is added later is tried without a line here. */
import { isRule, RULE, type Rule } from '../../src/api/rule.ts';
import type { Harness } from './harness.ts';

export interface Route extends Rule {
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly statuses: readonly string[];
}

export type Api = Pick<Harness['api'], 'openAPIRegistry' | 'request'>;

export function routesOf(api: Api): Route[] {
  return api.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { method, path, responses } = definition.route;
    const rule: unknown = Reflect.get(definition.route, RULE);
    if (!isRule(rule)) throw new Error(`${method} ${path} has no rule`);
    return [{ ...rule, method, path, statuses: Object.keys(responses) }];
  });
}
