/** The files on their way in and the semesters of the stay, as they stand in the address: whoever looks closer at a file finds them again. */
const FIELDS = ['curriculum', 'catalogue', 'semester'] as const;
export type WelcomeAddress = Readonly<Partial<Record<(typeof FIELDS)[number], string>>>;

export function readWelcomeAddress(search: Record<string, unknown>): WelcomeAddress {
  const read = FIELDS.flatMap((field) => {
    const value = search[field];
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && /^[\w,-]{1,60}$/.test(text) ? [[field, text]] : [];
  });
  return Object.fromEntries(read) as WelcomeAddress;
}
