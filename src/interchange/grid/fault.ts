/** Why a file is not read: thrown by the readers of formats, caught by readGrids alone. */
import type { ProblemCode, Reason } from '../../domain/index.ts';
import type { FilePlace } from '../problems.ts';

export class FileFault extends Error {
  readonly code: ProblemCode;
  readonly reason: Reason;
  readonly place: FilePlace;

  constructor(code: ProblemCode, reason: Reason, place: FilePlace = {}) {
    super(reason.code);
    this.code = code;
    this.reason = reason;
    this.place = place;
  }
}
