/** A file that a training makes. */
export interface Artefact {
  readonly name: string;
  /** Where it belongs when it is made of the real data. */
  readonly place: 'model' | 'lexicon' | 'report';
  readonly content: string;
}

/** Told how far a training is. */
export type Note = (line: string) => void;
