/** A curriculum and a catalogue that are compared. */
import type { BundlePrecedent, Catalogue, Curriculum } from '../../domain/index.ts';
import type { CatalogueIndex } from '../../matching/index.ts';

export interface Sides {
  readonly curriculum: Curriculum;
  readonly catalogue: Catalogue;
  /** The catalogue's index, made before. */
  readonly index?: CatalogueIndex;
  /** Courses of all hosts that are prepared together with this one. */
  readonly among?: number;
  /** What was decided before on courses of these two institutions. */
  readonly precedents?: readonly BundlePrecedent[];
}
