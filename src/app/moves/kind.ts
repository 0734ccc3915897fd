/** What a kind of record adds to the one way in which records move. */
import type {
  Appeal,
  Application,
  Call,
  ChangeProposal,
  Document,
  EventOf,
  Funding,
  MachineId,
  PlanVersion,
  RecognitionCase,
  Result,
  StudyPlan,
  Subject,
} from '../../domain/index.ts';
import type { DocumentRule, Holds, NoticeValues } from '../../mobility/index.ts';
import type { Judged, PlanCase } from '../cases/plan-case.ts';
import type { Transaction, Work } from '../service/service.ts';

/** A file as it is kept. */
export interface CheckedFile {
  /** As the sender called it; shown to people, and never used as a path. */
  readonly name: string;
  readonly content: Uint8Array;
  /** Found in the content. */
  readonly mediaType: string;
}

/** What is printed on a document. */
export interface Printed {
  readonly issuedOn?: string | undefined;
  readonly validUntil?: string | undefined;
  /** Pieces in the file, such as letters. */
  readonly copies?: number | undefined;
}

/** Of each kind: the record, what else is looked at once it is locked, and what may come along with an event. */
interface Moved {
  application: {
    record: Application;
    case: { readonly call: Call };
    /** Of a place: its funding, or on the reserve list its number; what the applicant wishes, or the last one, when left out. */
    input: { readonly funding?: Funding | undefined; readonly place?: number | undefined };
  };
  document: {
    record: Document;
    case: { readonly application: Application; readonly call: Call; readonly rule: DocumentRule };
    input: Printed & { readonly file?: CheckedFile };
  };
  plan: {
    record: StudyPlan;
    case: Pick<PlanCase, 'version' | 'stored' | 'agreed'>;
    /** Content hash of the version that the host answers; what was decided on its bundles; those to take back, all when left out. */
    input: {
      readonly answered?: string | undefined;
      readonly judged?: Judged;
      readonly bundles?: readonly string[] | undefined;
    };
  };
  change: {
    record: ChangeProposal;
    case: { readonly plan: PlanCase };
    input: { readonly judged?: Judged; readonly bundles?: readonly string[] | undefined };
  };
  recognition: { record: RecognitionCase; case: object; input: object };
  appeal: { record: Appeal; case: object; input: object };
}

export type RecordOf<K extends MachineId> = Moved[K]['record'];
export type InputOf<K extends MachineId> = Moved[K]['input'];

/** A locked record with whose it is and all that its guards and effects look at. */
export type CaseOf<K extends MachineId> = Moved[K]['case'] & {
  readonly record: RecordOf<K>;
  readonly subject: Subject;
};

/** What an event writes besides the state. */
export type Writes<K extends MachineId> = Partial<RecordOf<K>> & { readonly newVersion?: PlanVersion };

/** One telling: to whom, and with what. */
export interface Telling {
  readonly subject: Subject;
  /** Differs each time that the same event happens to the same record: its revision. */
  readonly occurrence: string | number;
  readonly values: NoticeValues;
}

/** A move under way. */
export interface Moving<K extends MachineId> {
  readonly found: CaseOf<K>;
  readonly event: EventOf<K> | 'create';
  /** Code of the reason given. */
  readonly reason?: string | undefined;
  readonly input: InputOf<K>;
}

/** Moves another record as a consequence: the right to it was checked with what it follows from. */
export interface Consequences {
  readonly lock: <K extends MachineId>(work: Transaction, kind: K, id: string, event: EventOf<K>) => Promise<CaseOf<K>>;
  readonly follow: <K extends MachineId>(
    work: Transaction,
    kind: K,
    consequence: Consequence<K>,
  ) => Promise<RecordOf<K>>;
}

export interface Consequence<K extends MachineId> {
  readonly found: CaseOf<K>;
  readonly event: EventOf<K>;
  readonly reason?: string | undefined;
  readonly input?: InputOf<K>;
  /** Guards that hold because of what it follows from. */
  readonly holds?: Holds;
}

export interface Rules<K extends MachineId> {
  /** Those who move it at the same time wait here, and see what was left. */
  readonly lock: (work: Transaction, id: string, event: EventOf<K>) => Promise<CaseOf<K>>;
  /** Another event that this one comes to, as the record is. */
  readonly eventFor?: (found: CaseOf<K>, event: EventOf<K>) => EventOf<K>;
  readonly guards: (work: Work, moving: Moving<K>) => Promise<Holds>;
  readonly writes?: Partial<
    Readonly<Record<EventOf<K>, (work: Transaction, moving: Moving<K>) => Writes<K> | Promise<Writes<K>>>>
  >;
  /** Where the record is more than its row. */
  readonly save?: (
    work: Transaction,
    record: RecordOf<K>,
    extra: Writes<K> & InputOf<K>,
  ) => Promise<Result<RecordOf<K>>>;
  readonly tells: (work: Work, moving: Moving<K>) => Promise<readonly Telling[]>;
}
