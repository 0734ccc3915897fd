/** The planner against trying everything, on random small stays: `npm run bench:proof -- [how many] [seed]`. */
import fc from 'fast-check';
import { buildPlan } from '../src/planning/index.ts';
import { checkAgainstTrying } from '../test/planning/check-by-trying.ts';
import { inputArbitrary } from '../test/planning/random-input.ts';

const [count, seed] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 20261130)];
const seen = { plans: 0, empty: 0, several: 0, 'no plan': 0 };
let wrong = 0;
for (const [at, input] of fc.sample(inputArbitrary, { numRuns: count, seed }).entries()) {
  const differences = await checkAgainstTrying(input);
  if (differences.length > 0) {
    wrong += 1;
    console.log(`instance ${at}: ${differences.join('; ')}`);
  }
  const result = await buildPlan(input);
  if (!result.ok) seen['no plan'] += 1;
  else if (result.value.bundles.length === 0) seen.empty += 1;
  else seen.plans += 1;
  if (result.ok && result.value.bundles.some(({ home, host }) => home.length + host.length > 2)) seen.several += 1;
}
console.log(
  `${count} instances from seed ${seed}: ${wrong} differ. ${seen.plans} plans (${seen.several} with a bundle of several courses), ${seen.empty} empty plans, ${seen['no plan']} without a plan, each with its smallest conflict.`,
);
process.exitCode = wrong > 0 ? 1 : 0;
