/** The setup objects that say what the org's metadata is: their fields, as Salesforce's references list them. */
import type { FieldDeclaration, FieldKind, ObjectDeclaration } from '../schema/field.ts';
import { field, lookup, system } from '../schema/standard-fields.ts';

/** Where an object can be asked for: by the data API, the Tooling API, or both. */
export type Api = 'data' | 'tooling';

interface SetupTable {
  readonly prefix: string;
  readonly apis: readonly Api[];
  /** Its rows have no ids of their own, and the platform answers only simple questions about them. */
  readonly virtual?: true;
  readonly fields: readonly FieldDeclaration[];
}

/** Every row of a virtual object has this one. */
const noId = '000000000000000AAA';

const id = field('Id', 'Record ID', 'id', { ...system, length: 18 });
const virtualId = field('Id', 'Record ID', 'id', { ...system, length: 18, derive: () => noId });

const of = (kind: FieldKind, ...names: string[]): FieldDeclaration[] => names.map((name) => field(name, name, kind));
const texts = (...names: string[]): FieldDeclaration[] => of('string', ...names);
const flags = (...names: string[]): FieldDeclaration[] => of('boolean', ...names);
const numbers = (...names: string[]): FieldDeclaration[] => of('int', ...names);

/** A path to another setup object over a key that is no id. */
const link = (name: string, relationshipName: string, target: string): FieldDeclaration =>
  field(name, name, 'string', { relationshipName, referenceTo: [target] });

const entity = link('EntityDefinitionId', 'EntityDefinition', 'EntityDefinition');
const whole = texts('FullName', 'Metadata');
const stamps = of('datetime', 'CreatedDate', 'LastModifiedDate');

const flow = [
  ...texts('ApiName', 'Label', 'Description', 'ProcessType', 'TriggerType', 'RecordTriggerType', 'NamespacePrefix'),
  ...texts('TriggerObjectOrEventId', 'TriggerObjectOrEventLabel', 'ActiveVersionId', 'LatestVersionId', 'DurableId'),
  ...flags('IsActive', 'IsTemplate', 'IsOutOfDate'),
  ...numbers('TriggerOrder', 'VersionNumber', 'ApiVersion'),
  ...texts('LastModifiedBy', 'ManageableState', 'InstalledPackageName'),
  field('LastModifiedDate', 'LastModifiedDate', 'datetime'),
];

export const setupTables: Readonly<Record<string, SetupTable>> = {
  EntityDefinition: {
    prefix: '4ie',
    apis: ['data', 'tooling'],
    virtual: true,
    fields: [
      virtualId,
      ...texts('DurableId', 'QualifiedApiName', 'DeveloperName', 'NamespacePrefix', 'MasterLabel', 'Label'),
      ...texts('PluralLabel', 'KeyPrefix'),
      ...flags('IsCustomizable', 'IsCustomSetting', 'IsQueryable', 'IsTriggerable', 'IsApexTriggerable'),
      ...flags('IsWorkflowEnabled', 'IsLayoutable', 'IsDeprecatedAndHidden'),
      ...whole,
    ],
  },
  FieldDefinition: {
    prefix: '4fe',
    apis: ['data', 'tooling'],
    virtual: true,
    fields: [
      virtualId,
      ...texts('DurableId', 'QualifiedApiName', 'DeveloperName', 'NamespacePrefix', 'MasterLabel', 'Label'),
      entity,
      ...texts('DataType', 'RelationshipName', 'Description', 'ValueTypeId'),
      ...numbers('Length', 'Precision', 'Scale'),
      ...flags('IsCalculated', 'IsNillable', 'IsNameField', 'IsIndexed', 'IsFieldHistoryTracked'),
      ...flags('IsPolymorphicForeignKey', 'IsHtmlFormatted', 'IsHighScaleNumber', 'IsApiFilterable'),
      ...flags('IsApiGroupable', 'IsApiSortable', 'IsCompactLayoutable', 'IsWorkflowFilterable'),
      ...whole,
    ],
  },
  EntityLimit: {
    prefix: '4le',
    apis: ['tooling'],
    virtual: true,
    fields: [virtualId, ...texts('DurableId', 'Label', 'Type'), entity, ...numbers('Max', 'Remaining')],
  },
  ValidationRule: {
    prefix: '03d',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('ValidationName', 'NamespacePrefix', 'ErrorMessage', 'ErrorDisplayField', 'Description'),
      ...texts('ManageableState'),
      entity,
      ...flags('Active'),
      ...stamps,
      ...whole,
    ],
  },
  CustomObject: {
    prefix: '01I',
    apis: ['tooling'],
    fields: [id, ...texts('DeveloperName', 'NamespacePrefix', 'ManageableState', 'Language'), ...stamps],
  },
  CustomField: {
    prefix: '00N',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('DeveloperName', 'NamespacePrefix', 'TableEnumOrId', 'ManageableState', 'InlineHelpText'),
      entity,
      ...numbers('Length', 'Precision', 'Scale'),
      ...stamps,
      ...whole,
    ],
  },
  RecordType: {
    prefix: '012',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('Name', 'DeveloperName', 'NamespacePrefix', 'SobjectType', 'Description', 'ManageableState'),
      lookup('BusinessProcessId', 'Business Process', {
        target: 'BusinessProcess',
        relationshipName: 'BusinessProcess',
      }),
      entity,
      ...flags('IsActive'),
      ...stamps,
      ...whole,
    ],
  },
  BusinessProcess: {
    prefix: '019',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('Name', 'NamespacePrefix', 'Description', 'ManageableState'),
      entity,
      ...flags('IsActive'),
      ...stamps,
      ...whole,
    ],
  },
  Flow: {
    prefix: '301',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('MasterLabel', 'Description', 'ProcessType', 'Status', 'ManageableState'),
      lookup('DefinitionId', 'Definition', { target: 'FlowDefinition', relationshipName: 'Definition' }),
      ...numbers('VersionNumber', 'ApiVersion'),
      ...stamps,
      ...whole,
    ],
  },
  FlowDefinition: {
    prefix: '300',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('DeveloperName', 'MasterLabel', 'NamespacePrefix', 'Description', 'ManageableState'),
      lookup('ActiveVersionId', 'Active Version', { target: 'Flow', relationshipName: 'ActiveVersion' }),
      lookup('LatestVersionId', 'Latest Version', { target: 'Flow', relationshipName: 'LatestVersion' }),
      ...stamps,
    ],
  },
  FlowDefinitionView: { prefix: '3dd', apis: ['data'], fields: [id, ...flow] },
  WorkflowRule: {
    prefix: '01Q',
    apis: ['tooling'],
    fields: [id, ...texts('Name', 'NamespacePrefix', 'TableEnumOrId', 'ManageableState'), ...stamps, ...whole],
  },
  ProcessDefinition: {
    prefix: '04a',
    apis: ['data'],
    fields: [id, ...texts('Name', 'DeveloperName', 'Type', 'Description', 'TableEnumOrId', 'State'), ...stamps],
  },
  PathAssistant: {
    prefix: '0mt',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('DeveloperName', 'MasterLabel', 'SobjectType', 'SobjectProcessField', 'RecordTypeId', 'ManageableState'),
      ...flags('IsActive'),
      ...stamps,
      ...whole,
    ],
  },
  Layout: {
    prefix: '00h',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('Name', 'NamespacePrefix', 'TableEnumOrId', 'LayoutType', 'ManageableState'),
      entity,
      ...stamps,
      ...whole,
    ],
  },
  FlexiPage: {
    prefix: '0M0',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('DeveloperName', 'MasterLabel', 'NamespacePrefix', 'Type', 'Description', 'ManageableState'),
      entity,
      ...stamps,
      ...whole,
    ],
  },
  ApexTrigger: {
    prefix: '01q',
    apis: ['tooling'],
    fields: [
      id,
      ...texts('Name', 'NamespacePrefix', 'TableEnumOrId', 'Status', 'Body', 'ManageableState'),
      entity,
      ...flags('UsageBeforeInsert', 'UsageBeforeUpdate', 'UsageAfterInsert', 'UsageAfterUpdate', 'UsageBeforeDelete'),
      ...flags('UsageAfterDelete', 'UsageAfterUndelete'),
      ...stamps,
    ],
  },
  FieldPermissions: {
    prefix: '01k',
    apis: ['data'],
    fields: [
      id,
      lookup('ParentId', 'Parent', { target: 'PermissionSet', relationshipName: 'Parent' }),
      ...texts('SobjectType', 'Field'),
      ...flags('PermissionsRead', 'PermissionsEdit'),
    ],
  },
  ObjectPermissions: {
    prefix: '110',
    apis: ['data'],
    fields: [
      id,
      lookup('ParentId', 'Parent', { target: 'PermissionSet', relationshipName: 'Parent' }),
      ...texts('SobjectType'),
      ...flags('PermissionsRead', 'PermissionsCreate', 'PermissionsEdit', 'PermissionsDelete'),
      ...flags('PermissionsViewAllRecords', 'PermissionsModifyAllRecords'),
    ],
  },
};

/** The same as declarations of objects that nobody writes. */
export const setupDeclarations = (api: Api): Map<string, ObjectDeclaration> =>
  new Map(
    Object.entries(setupTables).flatMap(([name, { prefix, apis, fields }]) =>
      apis.includes(api)
        ? [
            [
              name.toLowerCase(),
              {
                name,
                label: name,
                labelPlural: name,
                prefix,
                fields: [...fields],
                rules: [],
                recordTypes: [],
                readOnly: true,
              },
            ] as const,
          ]
        : [],
    ),
  );
