/** Setup rows of what permission sets grant. */
import { setupId } from '../setup-rows.ts';
import { sharedBy, type SetupRow, type SetupSource } from './source.ts';

export function* fieldPermissions(source: SetupSource): Generator<SetupRow> {
  for (const { name, fields } of source.org.permissionSets) {
    const parent = setupId(source.org.objects, 'PermissionSet', 'Name', name) ?? null;
    for (const { object, field, read, edit } of fields)
      if (read || edit)
        yield {
          Id: sharedBy(source, 'FieldPermissions', `${name}.${object}.${field}`).id,
          ParentId: parent,
          SobjectType: object,
          Field: `${object}.${field}`,
          PermissionsRead: true,
          PermissionsEdit: edit,
        };
  }
}

export function* objectPermissions(source: SetupSource): Generator<SetupRow> {
  for (const { name, objects } of source.org.permissionSets) {
    const parent = setupId(source.org.objects, 'PermissionSet', 'Name', name) ?? null;
    for (const { object, create, read, edit, delete: remove } of objects)
      yield {
        Id: sharedBy(source, 'ObjectPermissions', `${name}.${object}`).id,
        ParentId: parent,
        SobjectType: object,
        PermissionsRead: read,
        PermissionsCreate: create,
        PermissionsEdit: edit,
        PermissionsDelete: remove,
        PermissionsViewAllRecords: false,
        PermissionsModifyAllRecords: false,
      };
  }
}
