/** The throw-away components of the experiments. All are called TASV_, and nothing of TAS+ or of the customer is. */
import { escapeXml } from '../metadata/index.ts';
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

export const file = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`;

const field = (object: string, name: string, inner: string): [string, string] => [
  `objects/${object}/fields/${name}.field-meta.xml`,
  file(
    'CustomField',
    `<fullName>${name}</fullName><label>${name.replace('__c', '').replaceAll('_', ' ')}</label>${inner}`,
  ),
];

export const textField = (object: string, name: string): [string, string] =>
  field(object, name, '<length>255</length><type>Text</type>');

export const formulaField = (name: string, formula: string, type: string): [string, string] =>
  field('Opportunity', name, `<formula>${escapeXml(formula)}</formula>${type}`);

export const numberType = '<precision>18</precision><scale>0</scale><type>Number</type>';

export interface LabRule {
  readonly object: string;
  readonly name: string;
  readonly formula: string;
  readonly message: string;
}

export const ruleFile = ({ object, name, formula, message }: LabRule): [string, string] => [
  `objects/${object}/validationRules/${name}.validationRule-meta.xml`,
  file(
    'ValidationRule',
    `<fullName>${name}</fullName><active>true</active><errorConditionFormula>${escapeXml(formula)}</errorConditionFormula><errorMessage>${escapeXml(message)}</errorMessage>`,
  ),
];

const rights = (object: string): string =>
  `<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;

const fieldRight = (name: string, editable: boolean): string =>
  `<fieldPermissions><editable>${editable}</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;

/** Fields, the child object and the permission set that every experiment finds. Nobody has a right on TASV_Hidden__c. */
export const labFiles: ReadonlyMap<string, string> = new Map([
  textField('Opportunity', 'TASV_Text__c'),
  textField('Opportunity', 'TASV_Hidden__c'),
  formulaField('TASV_Length__c', 'LEN(TASV_Text__c)', numberType),
  [
    `objects/${labItem}/${labItem}.object-meta.xml`,
    file(
      'CustomObject',
      '<deploymentStatus>Deployed</deploymentStatus><label>TASV item</label><nameField><displayFormat>{0}</displayFormat><label>TASV item</label><type>AutoNumber</type></nameField><pluralLabel>TASV items</pluralLabel><sharingModel>ControlledByParent</sharingModel>',
    ),
  ],
  field(
    labItem,
    'TASV_Deal__c',
    '<referenceTo>Opportunity</referenceTo><relationshipLabel>TASV items</relationshipLabel><relationshipName>TASV_Items</relationshipName><relationshipOrder>0</relationshipOrder><reparentableMasterDetail>false</reparentableMasterDetail><type>MasterDetail</type><writeRequiresMasterRead>false</writeRequiresMasterRead>',
  ),
  field(labItem, 'TASV_Weight__c', numberType),
  textField(labItem, 'TASV_Key__c'),
  field(
    'Opportunity',
    'TASV_Sum__c',
    `<summarizedField>${labItem}.TASV_Weight__c</summarizedField><summaryForeignKey>${labItem}.TASV_Deal__c</summaryForeignKey><summaryOperation>sum</summaryOperation><type>Summary</type>`,
  ),
  [
    `permissionsets/${labSet}.permissionset-meta.xml`,
    file(
      'PermissionSet',
      `${fieldRight('Opportunity.TASV_Length__c', false)}${fieldRight('Opportunity.TASV_Sum__c', false)}${fieldRight('Opportunity.TASV_Text__c', true)}${fieldRight(`${labItem}.TASV_Key__c`, true)}${fieldRight(`${labItem}.TASV_Weight__c`, true)}<hasActivationRequired>false</hasActivationRequired><label>TASV lab</label>${rights('Opportunity')}${rights(labItem)}`,
    ),
  ],
]);
