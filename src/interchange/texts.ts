/** The catalogues of rules/texts: ICU messages by code, one catalogue a language. */
import { IntlMessageFormat } from 'intl-messageformat';
import { isReason, type Reason, type ReasonValue, type Texts, textIn, type UiLanguage } from '../domain/index.ts';

/** What stands under each code. */
export type TextCatalogue = Readonly<Record<string, string | { readonly message: string; readonly remedy: string }>>;

/**
 * Sentences out of catalogues. `catalogueOf` is asked once for each language, when it is first needed.
 * @throws Error for a code without a text or a text that is no ICU message: the project's own checks find both.
 */
export function textsFrom(catalogueOf: (language: UiLanguage) => TextCatalogue): Texts {
  const catalogues = new Map<UiLanguage, TextCatalogue>();
  const messages = new Map<string, IntlMessageFormat>();

  function entryOf(code: string, language: UiLanguage): TextCatalogue[string] {
    const catalogue = catalogues.get(language) ?? catalogueOf(language);
    catalogues.set(language, catalogue);
    const entry = catalogue[code];
    if (entry === undefined) throw new Error(`no text in ${language} for ${code}`);
    return entry;
  }

  function format(message: string, { values }: Reason, language: UiLanguage): string {
    const key = `${language} ${message}`;
    const known = messages.get(key) ?? messageOf(message, language, (value) => dayText(value, language));
    messages.set(key, known);
    const said = Object.entries(values).map(([name, value]) => [name, inWords(value, language)]);
    return String(known.format(Object.fromEntries(said)));
  }

  /** An ISO day or instant as the language writes it; anything else, such as the dash for what is not known, as it stands. */
  function dayText(value: string, language: UiLanguage): string {
    const [, year, month, day, time] = DAY_FORM.exec(value) ?? [];
    if (year === undefined || month === undefined || day === undefined) return value;
    const written = say({ code: 'print-day', values: { year, month, day } }, language);
    return time === undefined ? written : say({ code: 'moment', values: { day: written, time } }, language);
  }

  function inWords(value: ReasonValue, language: UiLanguage): string | number {
    if (typeof value === 'string' || typeof value === 'number') return value;
    if (isList(value)) {
      const said = value.map((item) => inWords(item, language));
      // Sentences have commas of their own; single words have none.
      const areSentences = value.some(isReason) && said.some((one) => /\s/.test(String(one)));
      return said.join(areSentences ? '; ' : ', ');
    }
    return isReason(value) ? say(value, language) : textIn(value, language, 'en');
  }

  function say(reason: Reason, language: UiLanguage): string {
    const entry = entryOf(reason.code, language);
    return format(typeof entry === 'string' ? entry : entry.message, reason, language);
  }

  function remedy(reason: Reason, language: UiLanguage): string {
    const entry = entryOf(reason.code, language);
    if (typeof entry !== 'string') return format(entry.remedy, reason, language);
    // What only says where another reason holds hands its remedy on.
    const inner = Object.values(reason.values).find(isReason);
    return inner ? remedy(inner, language) : '';
  }

  return { say, remedy };
}

/** A day, or an instant in UTC with hours and minutes. */
const DAY_FORM = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2})[\d:.]*Z)?$/;

const WHOLE_NUMBER = /^\d+$/;
/** Figures and the signs between them, as they stand in the values of reasons: `7.5`, `50 + (100 - 50) × (3.7 - 1) / 3 = 95%`. */
const FIGURES = /^[-−+×/=()%.,…–\d\s]+$/;

/**
 * Exact figures as the language writes them, never by way of a float: with a comma, and the sign of per cent after a space that does not
 * break, where it is not English; several stand apart by semicolons there. What is no figure stays as it is.
 */
export const figuresText = (value: string, language: UiLanguage): string =>
  language === 'en' || !FIGURES.test(value)
    ? value
    : value
        .replace(/,\s/g, '; ')
        .replace(/(\d)\.(?=\d)/g, '$1,')
        .replace(/(\d)%/g, '$1\u00a0%');

/**
 * The choices of a message by the values of the domain: ICU allows no hyphen in their names, so `half_up` stands for `half-up`. `{x, date}`
 * and `{x, time}` are written by `dayText`: by the catalogue, not by what the machine's ICU knows of Kazakh. `{x, number}` takes figures
 * that are texts as `figuresText` writes them.
 */
function messageOf(message: string, language: UiLanguage, dayText: (value: string) => string): IntlMessageFormat {
  const days = { format: (value: unknown) => dayText(String(value)) } as unknown as Intl.DateTimeFormat;
  const formatters = {
    getDateTimeFormat: () => days,
    getNumberFormat: (...options: ConstructorParameters<typeof Intl.NumberFormat>) => {
      const numbers = new Intl.NumberFormat(...options);
      const format = (value: unknown): string =>
        typeof value === 'number' || WHOLE_NUMBER.test(String(value))
          ? numbers.format(Number(value))
          : figuresText(String(value), language);
      return { format } as unknown as Intl.NumberFormat;
    },
    getPluralRules: (...options: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...options),
  };
  const made = new IntlMessageFormat(message, language, undefined, { ignoreTag: true, formatters });
  const nameChoices = (nodes: ReturnType<typeof made.getAst>): void => {
    for (const node of nodes) {
      if (!('options' in node)) continue;
      for (const [name, choice] of Object.entries(node.options)) {
        node.options[name.replaceAll('_', '-')] = choice;
        nameChoices(choice.value);
      }
    }
  };
  nameChoices(made.getAst());
  return made;
}

const isList = (value: ReasonValue): value is readonly ReasonValue[] => Array.isArray(value);
