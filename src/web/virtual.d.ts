declare module 'virtual:page-texts/*' {
  export const messages: Readonly<Record<string, string>>;
}
