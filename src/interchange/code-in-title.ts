/** Codes that stand in the cell of the title: `Macchine elettriche [ING3301]`, `AERO 101 - Introduction to Flight`. */
import type { Localised } from '../domain/index.ts';

const CODE = String.raw`[A-Z]{1,6}[-./ ]?\d{2,6}[A-Z]?`;
const BEHIND = new RegExp(String.raw`^(?<title>\S.*?)\s*[[(](?<code>${CODE})[\])]$`, 'u');
const BEFORE = new RegExp(String.raw`^(?<code>${CODE})\s*(?:\s[-–—]|:|\|)\s*(?<title>\p{L}.*)$`, 'u');

/** Code and titles apart, where no column has codes and the titles that have one agree. */
export function codeApart(code: string, titles: Localised): { readonly code: string; readonly titles: Localised } {
  const parts = Object.entries(titles).map(([language, text]) => ({
    language,
    text,
    said: (BEHIND.exec(text) ?? BEFORE.exec(text))?.groups,
  }));
  const [only, ...others] = new Set(parts.flatMap(({ said }) => said?.code ?? []));
  if (code !== '' || others.length > 0 || only === undefined) return { code, titles };
  return {
    code: only,
    titles: Object.fromEntries(parts.map(({ language, text, said }) => [language, said?.title ?? text])),
  };
}
