/** The audit as an administrator reads and proves it. */
import type { AuditEvent, AuditHead, Result } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import type { Service } from '../service/service.ts';

export const listAuditEvents = (
  { store: { connection } }: Service,
  filter: Parameters<typeof store.audit.list>[1],
): Promise<store.Page<AuditEvent>> => store.audit.list(connection, filter);

/** Follows the whole chain. `anchors`: heads written down earlier. */
export const proveAudit = (service: Service, anchors: readonly AuditHead[]): Promise<Result<AuditHead>> =>
  store.audit.verify(service.store, { anchors });
