/** Agreements with partners, and how the home institution stands to every host. */
import { type Agreement, agreementSchema, failure, type Partnership, type Result } from '../../domain/index.ts';
import { partnershipOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { dayOf } from '../moves/step.ts';
import { found } from '../service/found.ts';
import { invalid } from '../service/problems.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export type AgreementDraft = Omit<Agreement, 'id' | 'revision'>;

/** An agreement and whether it is in force on the day. */
export type ShownAgreement = Agreement & { readonly standing: Partnership };

const shown = (agreement: Agreement, today: string): ShownAgreement => ({
  ...agreement,
  standing: partnershipOn([agreement], agreement.institution, today),
});

export async function listAgreements(
  { store: { connection } }: Service,
  caller: Caller,
  options: store.ListOptions<Agreement>,
): Promise<store.Page<ShownAgreement>> {
  const { items, next } = await store.listAgreements(connection, options);
  return { items: items.map((agreement) => shown(agreement, dayOf(caller))), next };
}

export const readAgreement = async ({ store: { connection } }: Service, id: string): Promise<Result<Agreement>> =>
  found('agreement', id, await store.findAgreement(connection, id));

export const createAgreement = (service: Service, caller: Caller, draft: AgreementDraft): Promise<Result<Agreement>> =>
  write(service, caller, { action: 'agreement.write', answer: agreementSchema }, async (tx, act) =>
    endsBeforeItBegins(draft) ? failure(BACKWARDS) : store.createAgreement(tx, draft, act),
  );

/** Replaces the revision that was read. An agreement ends by its last day; it is never removed. */
export const replaceAgreement = (service: Service, caller: Caller, agreement: Agreement): Promise<Result<Agreement>> =>
  write(service, caller, { action: 'agreement.write', answer: agreementSchema }, async (tx, act) =>
    endsBeforeItBegins(agreement) ? failure(BACKWARDS) : store.updateAgreement(tx, agreement, act),
  );

const endsBeforeItBegins = ({ validFrom, validTo }: AgreementDraft): boolean => validTo !== null && validTo < validFrom;

const BACKWARDS = invalid(
  'the agreement ends before it begins',
  'Give a last day that is not before the first',
  'validTo',
);

/** Every host of a call, an agreement or a catalogue; with `partnership` those of this standing, such as `negotiation-needed`. */
export async function listHosts(
  { store: { connection } }: Service,
  caller: Caller,
  partnership?: Partnership,
): Promise<store.Host[]> {
  const hosts = await store.listHosts(connection, dayOf(caller));
  return hosts.filter((host) => partnership === undefined || host.partnership === partnership);
}
