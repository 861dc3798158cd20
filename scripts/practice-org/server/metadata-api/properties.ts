/** A component as lists and retrievals name it. */
import type { Placed } from './component.ts';
import type { ComponentLog } from './log.ts';

/** `FileProperties`: where a component stands, who made it and who changed it last. */
export function fileProperties(component: Placed, log: ComponentLog, folder = ''): Record<string, unknown> {
  const stamps = log.of(component);
  return {
    createdById: stamps.createdBy.userId,
    createdByName: stamps.createdBy.name,
    createdDate: stamps.createdDate,
    fileName: folder + component.fileName,
    fullName: component.fullName,
    id: stamps.id,
    lastModifiedById: stamps.lastModifiedBy.userId,
    lastModifiedByName: stamps.lastModifiedBy.name,
    lastModifiedDate: stamps.lastModifiedDate,
    manageableState: 'unmanaged',
    type: component.type,
  };
}
