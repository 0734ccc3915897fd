/** What a plan is asked for, as it stands in the address: it can be sent to a colleague, and the browser's way back undoes a step. */
export interface StayAddress {
  readonly student?: string;
  readonly curriculum?: string;
  readonly host?: string;
  /** Home semesters in whose place the stay is, separated by commas. */
  readonly semester?: string;
  /** `HOME=HOST`, separated by semicolons. */
  readonly pins?: string;
  /** Codes of host courses, separated by semicolons. */
  readonly bans?: string;
  /** ECTS that a term has at least: a whole number. Without it a plan holds what the host has, and its shortfall is said. */
  readonly least?: string;
}

const FIELDS = ['student', 'curriculum', 'host', 'semester', 'pins', 'bans', 'least'] as const;

/** Whatever else stands in an address is left out. */
export function readStayAddress(search: Record<string, unknown>): StayAddress {
  const read = FIELDS.flatMap((field) => {
    const value = search[field];
    const text = typeof value === 'number' ? String(value) : value;
    const isRead = typeof text === 'string' && text !== '' && (field !== 'least' || /^\d{1,2}$/.test(text));
    return isRead ? [[field, text.slice(0, 2000)]] : [];
  });
  return Object.fromEntries(read) as StayAddress;
}

export const listOf = (text: string | undefined): string[] => text?.split(';').filter(Boolean) ?? [];

export const pinsOf = ({ pins }: StayAddress): { home: string; host: string }[] =>
  listOf(pins).map((pair) => {
    const [home = '', host = ''] = pair.split('=');
    return { home, host };
  });

/** The address with one entry of a list put in, or taken out where it is there. */
export function toggled(address: StayAddress, field: 'pins' | 'bans', entry: string): StayAddress {
  const { [field]: text, ...rest } = address;
  const before = listOf(text);
  const after = before.includes(entry) ? before.filter((one) => one !== entry) : [...before, entry];
  return after.length === 0 ? rest : { ...rest, [field]: after.join(';') };
}

export const semestersOf = ({ semester = '' }: StayAddress): number[] =>
  semester
    .split(',')
    .map(Number)
    .filter((one) => Number.isInteger(one) && one > 0);
