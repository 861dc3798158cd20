/** The throw-away components of the experiments. All are called TASV_, and nothing of TAS+ or of the customer is. */
import type { CustomField, CustomObject, PermissionSet, ValidationRule } from '@salesforce/types/metadata';
import { component, type Component, type Partially } from '../metadata/index.ts';
import type { Member } from '../org/index.ts';

export const labItem = 'TASV_Item__c';
export const labSet = 'TASV_Lab';
export const labStage = 'TASV Stage';
export const labType = 'TASV_Type';
export const labProcess = 'TASV_Process';
/** How every deal and product of the experiments is called, and what comes after. */
export const labName = 'TAS+ verify';

/** Those of our fields that are worked out from others. */
export const computedFields = ['TASV_Length__c', 'TASV_Sum__c', 'TASV_Code__c'] as const;

/** Whether a component is one of ours; those of objects say so after the dot. */
export const isLab = ({ name }: Member): boolean => /(?:^|\.)TASV_/.test(name);

/** Path → text. */
export const filesOf = (components: readonly Component[]): ReadonlyMap<string, string> =>
  new Map(components.map(({ path, text }) => [path, text]));

const field = (object: string, name: string, shape: Partially<CustomField>): Component =>
  component<CustomField>(`objects/${object}/fields/${name}.field-meta.xml`, 'CustomField', {
    fullName: name,
    label: name.replace('__c', '').replaceAll('_', ' '),
    ...shape,
  });

const text = { type: 'Text', length: 255 } as const;
const number = { type: 'Number', precision: 18, scale: 0 } as const;

export const textFormula = (name: string, formula: string): Component =>
  field('Opportunity', name, { formula, type: 'Text' });

export interface LabRule {
  readonly object: string;
  readonly name: string;
  readonly formula: string;
  readonly message: string;
}

export const ruleFile = ({ object, name, formula, message }: LabRule): Component =>
  component<ValidationRule>(`objects/${object}/validationRules/${name}.validationRule-meta.xml`, 'ValidationRule', {
    fullName: name,
    active: true,
    errorConditionFormula: formula,
    errorMessage: message,
  });

/** A rule that refuses deals with a certain text, and those alone. */
export const refusing = (name: string): LabRule => ({
  object: 'Opportunity',
  name: `TASV_${name}`,
  formula: 'TASV_Text__c = "refuse me"',
  message: `TASV ${name}`,
});

const allRights = (object: string) => ({
  object,
  allowCreate: true,
  allowDelete: true,
  allowEdit: true,
  allowRead: true,
  modifyAllRecords: false,
  viewAllRecords: false,
});

export const permissionSet = component<PermissionSet>(
  `permissionsets/${labSet}.permissionset-meta.xml`,
  'PermissionSet',
  {
    label: 'TASV lab',
    fieldPermissions: [
      { field: 'Opportunity.TASV_Length__c', editable: false, readable: true },
      { field: 'Opportunity.TASV_Sum__c', editable: false, readable: true },
      { field: 'Opportunity.TASV_Text__c', editable: true, readable: true },
      { field: `${labItem}.TASV_Key__c`, editable: true, readable: true },
      { field: `${labItem}.TASV_Weight__c`, editable: true, readable: true },
    ],
    objectPermissions: [allRights('Opportunity'), allRights(labItem)],
  },
);

/** Fields, the child object and the permission set that every experiment finds. Nobody has a right on TASV_Hidden__c. */
export const labFiles = filesOf([
  field('Opportunity', 'TASV_Text__c', text),
  field('Opportunity', 'TASV_Hidden__c', text),
  field('Opportunity', 'TASV_Length__c', { formula: 'LEN(TASV_Text__c)', ...number }),
  field('Opportunity', 'TASV_Sum__c', {
    type: 'Summary',
    summarizedField: `${labItem}.TASV_Weight__c`,
    summaryForeignKey: `${labItem}.TASV_Deal__c`,
    summaryOperation: 'sum',
  }),
  component<CustomObject>(`objects/${labItem}/${labItem}.object-meta.xml`, 'CustomObject', {
    deploymentStatus: 'Deployed',
    label: 'TASV item',
    pluralLabel: 'TASV items',
    nameField: { displayFormat: '{0}', label: 'TASV item', type: 'AutoNumber' },
    sharingModel: 'ControlledByParent',
  }),
  field(labItem, 'TASV_Deal__c', {
    type: 'MasterDetail',
    referenceTo: 'Opportunity',
    relationshipLabel: 'TASV items',
    relationshipName: 'TASV_Items',
    relationshipOrder: 0,
    reparentableMasterDetail: false,
    writeRequiresMasterRead: false,
  }),
  field(labItem, 'TASV_Weight__c', number),
  field(labItem, 'TASV_Key__c', text),
  permissionSet,
]);
