/** Agreements with partners, and how the home institution stands to every host. */
import { type Agreement, agreementSchema, type Partnership, type Result, reason } from '../../domain/index.ts';
import { partnershipOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, dayOf, need, refuse, type Service, write } from '../service/service.ts';

export type AgreementDraft = Omit<Agreement, 'id' | 'revision'>;

export async function listAgreements(
  { store: { connection } }: Service,
  caller: Caller,
  options: store.ListOptions<Agreement>,
): Promise<store.Page<Agreement & { readonly standing: Partnership }>> {
  const { items, next } = await store.list(connection, 'agreement', options);
  const standing = (one: Agreement) => partnershipOn([one], one.institution, dayOf(caller));
  return { items: items.map((agreement) => ({ ...agreement, standing: standing(agreement) })), next };
}

export const createAgreement = (service: Service, caller: Caller, draft: AgreementDraft): Promise<Result<Agreement>> =>
  write(service, caller, { action: 'agreement.write', answer: agreementSchema }, async ({ tx, act }) => {
    checkDates(draft);
    return need(await store.create(tx, 'agreement', draft, act));
  });

/** Replaces the revision that was read. An agreement ends by its last day; it is never removed. */
export const replaceAgreement = (service: Service, caller: Caller, agreement: Agreement): Promise<Result<Agreement>> =>
  write(service, caller, { action: 'agreement.write', answer: agreementSchema }, async ({ tx, act }) => {
    checkDates(agreement);
    return need(await store.update(tx, 'agreement', agreement, act));
  });

function checkDates({ validFrom, validTo }: AgreementDraft): void {
  if (validTo !== null && validTo < validFrom)
    refuse('request-invalid', reason('agreement-ends-before-start'), { column: 'validTo' });
}

/** Every host of a call, an agreement or a catalogue; with `partnership` those of this standing, such as `negotiation-needed`. */
export async function listHosts(
  { store: { connection } }: Service,
  caller: Caller,
  partnership?: Partnership,
): Promise<store.Host[]> {
  const hosts = await store.listHosts(connection, dayOf(caller));
  return hosts.filter((host) => partnership === undefined || host.partnership === partnership);
}
