import type { Problems } from '../problem.ts';
import type { Xml } from './xml.ts';

interface ObjectGrant {
  readonly object: string;
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
}

interface FieldGrant {
  readonly object: string;
  readonly field: string;
  readonly read: boolean;
  readonly edit: boolean;
}

export interface PermissionSetDeclaration {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly path: string;
  readonly objects: readonly ObjectGrant[];
  readonly fields: readonly FieldGrant[];
  readonly customPermissions: readonly string[];
}

export function readPermissionSet(xml: Xml, name: string, problems: Problems): PermissionSetDeclaration {
  const label = xml.text('label');
  if (label === undefined) problems.add(xml.path, `${name}: no <label>`, 'Required field is missing: label');
  return {
    name,
    label: label ?? name,
    description: xml.text('description') ?? null,
    path: xml.path,
    objects: xml.all('objectPermissions').map((grant) => ({
      object: grant.text('object') ?? '',
      create: grant.flag('allowCreate') ?? false,
      read: grant.flag('allowRead') ?? false,
      edit: grant.flag('allowEdit') ?? false,
      delete: grant.flag('allowDelete') ?? false,
    })),
    fields: xml.all('fieldPermissions').map((grant) => {
      const [object = '', field = ''] = (grant.text('field') ?? '').split('.');
      return { object, field, read: grant.flag('readable') ?? false, edit: grant.flag('editable') ?? false };
    }),
    customPermissions: xml
      .all('customPermissions')
      .filter((grant) => grant.flag('enabled') ?? false)
      .map((grant) => grant.text('name') ?? ''),
  };
}
