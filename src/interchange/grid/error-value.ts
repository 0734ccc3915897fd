/** Errors of a spreadsheet in a text that it saved. */
const ERROR_VALUE =
  /^#(?:#+|(?:REF|N\/A|NAME|VALUE|DIV\/0|NULL|NUM|SPILL|ССЫЛКА|Н\/Д|ИМЯ|ЗНАЧ|ДЕЛ\/0|ПУСТО|ЧИСЛО|BEZUG|NV|WERT|ZAHL|BAŞV|YOK|AD|DEĞER|SAYI\/0|ADR|ARG|NAZWA|LICZBA|NOM|VALEUR|NOMBRE|VALOR|NULO|REFERENCIA)[!?]?)$/u;
/** What a spreadsheet shows for a formula that failed or a number that is too wide, in the language of the program. */
export const isErrorValue = (text: string): boolean => text.startsWith('#') && ERROR_VALUE.test(text);
