/** Plans and matches on stored courses, with every precedent that counts. */
import {
  type Catalogue,
  type Curriculum,
  failure,
  type Plan,
  type PlanAlternative,
  type Result,
  success,
} from '../../domain/index.ts';
import { asMatchPrecedents } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { found } from '../found.ts';
import { match } from '../match.ts';
import type { MatchRun } from '../match-run.ts';
import { planAlternatives, planStay } from '../plan.ts';
import { allPrecedents } from '../precedents/find.ts';
import type { Service } from '../service.ts';
import type { PlanOptions, Sides } from '../stay.ts';

/** Versions of a curriculum and of a catalogue, by their ids. */
export interface StoredSides {
  readonly curriculum: string;
  readonly catalogue: string;
}

export interface ProposalRequest extends StoredSides {
  readonly options: PlanOptions;
}

export async function proposePlan(service: Service, { options, ...ids }: ProposalRequest): Promise<Result<Plan>> {
  const sides = await readSides(service, ids);
  return sides.ok ? planStay(service.context(), sides.value, options) : sides;
}

export async function proposePlans(
  service: Service,
  { options, count, ...ids }: ProposalRequest & { readonly count: number },
): Promise<Result<PlanAlternative[]>> {
  const sides = await readSides(service, ids);
  return sides.ok ? planAlternatives(service.context(), sides.value, { ...options, count }) : sides;
}

export interface StoredMatchRequest extends StoredSides {
  readonly top: number;
  /** Only the home courses of this semester. */
  readonly semester?: number | undefined;
}

export async function matchStored(
  service: Service,
  { top, semester, ...ids }: StoredMatchRequest,
): Promise<Result<MatchRun>> {
  const sides = await readSides(service, ids);
  if (!sides.ok) return sides;
  const { curriculum, catalogue, precedents = [] } = sides.value;
  return success(
    match(service.context(), {
      home: curriculum.courses.filter((course) => semester === undefined || course.semester === semester),
      host: catalogue.courses,
      homeInstitution: curriculum.institution,
      hostInstitution: catalogue.institution,
      precedents: asMatchPrecedents(precedents),
      top,
    }),
  );
}

async function readSides({ store: { connection } }: Service, ids: StoredSides): Promise<Result<Sides>> {
  const curriculum = found('curriculum', ids.curriculum, await store.readCurriculum(connection, ids.curriculum));
  const catalogue = found('catalogue', ids.catalogue, await store.readCatalogue(connection, ids.catalogue));
  if (!curriculum.ok || !catalogue.ok) return failure(...curriculum.problems, ...catalogue.problems);
  const precedents = await precedentsBetween(connection, curriculum.value, catalogue.value);
  return success({ curriculum: curriculum.value, catalogue: catalogue.value, precedents });
}

const precedentsBetween = (connection: store.Connection, home: Curriculum, host: Catalogue) =>
  allPrecedents(connection, { homeInstitution: home.institution, hostInstitution: host.institution });
