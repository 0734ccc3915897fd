/** The stemmer modules of `natural` are plain CommonJS and bring no types of their own. */
declare module 'natural/lib/natural/stemmers/*' {
  const stemmer: { stem(word: string): string };
  export = stemmer;
}
