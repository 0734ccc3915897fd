import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Best } from '../../src/matching/best.ts';
import { buildTermSpace, dampen, fillSums, inverseFrequency, vectorise } from '../../src/matching/term-space.ts';
import { Vocabulary } from '../../src/matching/vocabulary.ts';

const counts = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 5 }))
  .map((words) => new Map(Object.entries(words)));
const NO_BACKGROUND = { size: 0, frequencies: new Map<string, number>() };

/** The definition, without an index. */
function cosine(
  query: ReadonlyMap<string, number>,
  document: ReadonlyMap<string, number>,
  all: readonly ReadonlyMap<string, number>[],
): number {
  const weigh = (terms: ReadonlyMap<string, number>): Map<string, number> =>
    new Map(
      [...terms].map(([term, count]) => [
        term,
        dampen(count) * inverseFrequency(all.length, all.filter((one) => one.has(term)).length),
      ]),
    );
  const [a, b] = [weigh(query), weigh(document)];
  const length = (vector: Map<string, number>): number =>
    Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0));
  const dot = [...a].reduce((sum, [term, value]) => sum + value * (b.get(term) ?? 0), 0);
  return dot === 0 ? 0 : dot / (length(a) * length(b));
}

describe('the index', () => {
  it('gives the cosines that the definition gives', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), counts, (documents, query) => {
        const space = buildTermSpace(documents.length, (document) => documents[document] ?? new Map());
        const scores = new Float32Array(documents.length);
        fillSums(space, vectorise(space, NO_BACKGROUND, query), scores);
        documents.forEach((document, at) => {
          expect((scores[at] ?? 0) * (space.scales[at] ?? 0)).toBeCloseTo(cosine(query, document, documents), 5);
        });
      }),
    );
  });

  it('numbers its terms and finds no others', () => {
    const terms = fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 40 });
    fc.assert(
      fc.property(terms, fc.string(), (list, other) => {
        const vocabulary = Vocabulary.of(list);
        expect([...vocabulary.keys()]).toEqual(list);
        expect(list.map((term) => vocabulary.get(term))).toEqual(list.map((_, id) => id));
        if (!list.includes(other)) expect(vocabulary.get(other)).toBeUndefined();
      }),
    );
  });

  it('chooses the highest as sorting does, scaled before or on the way', () => {
    const some = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 });
    // Long lists are looked at in several goes.
    const values = fc
      .tuple(some, fc.integer({ min: 1, max: 40 }))
      .map(([list, times]) => Array(times).fill(list).flat());
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 12 }), (numbers: number[], limit) => {
        const eligible = Uint8Array.from(numbers, (_value, at) => (at % 3 === 0 ? 0 : 1));
        const scales = Float32Array.from(numbers, (_value, at) => 1 + (at % 5));
        const scaled = Float32Array.from(numbers, (value, at) => value * (scales[at] ?? 0));
        const sorted = [...scaled.keys()]
          .filter((at) => (scaled[at] ?? 0) > 0 && eligible[at] === 1)
          .sort((a, b) => (scaled[b] ?? 0) - (scaled[a] ?? 0) || a - b)
          .slice(0, limit);
        const [before, onTheWay] = [new Best(limit), new Best(limit)];
        before.offerAll(scaled, eligible);
        expect(before.documents()).toEqual(sorted);
        const raw = Float32Array.from(numbers);
        onTheWay.scaleAndOffer(raw, scales, eligible);
        expect(onTheWay.documents()).toEqual(sorted);
        expect(raw).toEqual(scaled);
      }),
    );
  });
});
