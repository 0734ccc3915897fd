/** Figures in sentences: Russian and Kazakh write a decimal comma, and per cent after a space that does not break. */
import { expect } from 'vitest';
import { isReason, type Reason } from '../../src/domain/index.ts';
import { TEXTS } from '../installed.ts';

const FOREIGN = /(?<![\d.])\d+\.\d+(?![\d.])|\d(?:(?!\u00a0)\s)?%/u;

/** All reasons of what was made, wherever they stand in it. */
export function reasonsIn(value: unknown): Reason[] {
  if (isReason(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(reasonsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(reasonsIn) : [];
}

/** Every sentence of what was made writes its figures as its language does; `printed` is quoted as an institution wrote it. */
export function expectFiguresWritten(made: unknown, printed: readonly string[] = []): void {
  // Only what would be taken for a figure of ours: "8" would take the 8 out of 8.33.
  const quoted = printed.filter((text) => FOREIGN.test(text)).sort((a, b) => b.length - a.length);
  for (const reason of reasonsIn(made))
    for (const language of ['ru', 'kk'] as const) {
      const said = TEXTS.say(reason, language);
      const own = quoted.reduce((text, quote) => text.replaceAll(quote, '…'), said);
      expect(FOREIGN.exec(own)?.[0], said).toBeUndefined();
    }
}
