/** A deal as Salesforce would answer it, and the parts of the panel put into the page. */
import { createElement } from 'lwc';

export const user = '005000000000001AAA';
export const other = '005000000000002AAA';
export const dealId = '006000000000001AAA';
export const now = '2026-06-15T08:00:00.000Z';

/** Lets promises and renders settle. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A deal of ours worth 1,200,000 in the first stage: nothing filled in but what is given. */
export const fields = {
  Name: 'Grid control renewal',
  StageName: 'Validate Opportunity',
  CloseDate: '2026-12-31',
  CreatedDate: '2026-06-01T08:00:00.000Z',
  LastModifiedDate: '2026-06-10T08:00:00.000Z',
  OwnerId: user,
  Amount: 1200000,
  TAS_Model_Amount__c: 1200000,
  TAS_Led_By__c: 'Us',
  LastStageChangeDate: null,
  RecordTypeId: null,
};

/** What it takes to pass the first stage of the full track but for what its items say. */
export const firstStage = {
  TAS_Project_Brief__c: 'Renew the control room',
  TAS_Project_Contact__c: '003000000000001AAA',
  TAS_Is_Opportunity__c: 'Yes',
  TAS_Can_Compete__c: 'Yes',
  TAS_Can_Win__c: 'Unknown',
  TAS_Worth_Winning__c: 'Yes',
};

export const contact = { Name: 'Wang Fang', Phone: '+86 21 5550 1234', MobilePhone: null };

const cells = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

export const item = (code, status, more = {}) => ({
  Id: `a0${code}`,
  Code__c: { value: code },
  Item_Key__c: { value: `${dealId}:${code}` },
  Status__c: { value: status },
  LastModifiedDate: { value: '2026-06-09T08:00:00.000Z' },
  ...cells({
    Evidence_Url__c: null,
    Person__c: null,
    Reason__c: null,
    Note__c: null,
    Settled_By__c: null,
    Settled_On__c: null,
    ...more.values,
  }),
  Person__r: more.person ? cells({ Name: more.person }) : null,
  Settled_By__r: more.settledBy ? cells({ Name: more.settledBy }) : null,
  LastModifiedBy: cells({ Name: more.changedBy ?? 'Li Wei' }),
});

/** Every field the query asks for, blank where nothing is given. */
export function dealData(query, values = {}, items = [], hidden = []) {
  const asked = [...query.matchAll(/^(\w+) (?:@optional )?\{ value \}/gm)].map(([, name]) => name);
  const all = Object.fromEntries(asked.filter((name) => !hidden.includes(name)).map((name) => [name, null]));
  const node = {
    Id: dealId,
    ...cells({ ...all, ...fields, ...values }),
    Owner: cells({ Name: 'Li Wei' }),
    RecordType: null,
    TAS_Project_Contact__r: values.TAS_Project_Contact__c ? cells(contact) : null,
    ...(hidden.includes('items') ? {} : { TAS_Gate_Items__r: { edges: items.map((row) => ({ node: row })) } }),
  };
  return { uiapi: { query: { Opportunity: { edges: [{ node }] } } } };
}

export const nothing = { uiapi: { query: { Opportunity: { edges: [] } } } };

const types = {
  TAS_Project_Brief__c: ['Project brief', 'TextArea', 'What the customer wants to do, why, and by when.'],
  TAS_Project_Contact__c: ['Project contact', 'Reference', 'The project owner, with a phone.', 'Contact'],
  TAS_Led_By__c: ['Led by', 'Picklist', ''],
  Amount: ['Amount', 'Currency', ''],
  TAS_Is_Opportunity__c: ['Is there an opportunity?', 'Picklist', 'Answer all four.'],
  TAS_Can_Compete__c: ['Can we compete?', 'Picklist', ''],
  TAS_Can_Win__c: ['Can we win?', 'Picklist', ''],
  TAS_Worth_Winning__c: ['Is it worth winning?', 'Picklist', ''],
  TAS_Budget_Status__c: ['Budget status', 'Picklist', ''],
  TAS_Compelling_Event__c: ['Compelling event', 'String', ''],
  TAS_Deal_Reg_Expiry__c: ['Deal registration expiry', 'Date', ''],
  TAS_Loss_Reason__c: ['Loss reason', 'Picklist', ''],
  TAS_Lost_Stage__c: ['Lost in stage', 'String', ''],
  TAS_Manual_Grade__c: ['Manual grade', 'Picklist', ''],
  TAS_Manual_Grade_Reason__c: ['Manual grade reason', 'Picklist', ''],
  TAS_Manual_Grade_Note__c: ['Manual grade note', 'String', ''],
  TAS_Manual_Grade_Valid_Until__c: ['Manual grade valid until', 'Date', ''],
  Name: ['Name', 'String', ''],
  CloseDate: ['Close date', 'Date', ''],
};

const codes = {
  VAL_NAME: 'Project name',
  VAL_BRIEF: 'Project brief',
  VAL_CONTACT: 'Project contact',
  VAL_LED_BY: 'Led by',
  VAL_AMOUNT: 'Amount',
  VAL_CONFIRM: 'Confirm the project with its owner',
  VAL_FOUR_Q: 'Four-question assessment',
  VAL_AR: 'Account manager (AR)',
  INI_REPORT: 'Submit the initiation report',
  INI_AR: 'Account manager (AR)',
  INI_SR: 'Solution manager (SR)',
  NEE_AR: 'Account manager (AR)',
  NEE_SR: 'Solution manager (SR)',
};

export const namesData = ({ dealUpdateable = true, itemUpdateable = true, readOnly = [] } = {}) => ({
  uiapi: {
    objectInfos: [
      {
        ApiName: 'Opportunity',
        updateable: dealUpdateable,
        fields: Object.entries(types).map(([ApiName, [label, dataType, help, to]]) => ({
          ApiName,
          label,
          dataType,
          inlineHelpText: help,
          length: dataType === 'String' ? 255 : dataType === 'TextArea' ? 4000 : 0,
          precision: 18,
          scale: 2,
          updateable: dealUpdateable && !readOnly.includes(ApiName),
          referenceToInfos: to ? [{ ApiName: to }] : [],
        })),
      },
      {
        ApiName: 'TAS_Gate_Item__c',
        updateable: itemUpdateable,
        fields: [
          {
            ApiName: 'Code__c',
            label: 'Code',
            dataType: 'Picklist',
            picklistValuesByRecordTypeIDs: [
              { picklistValues: Object.entries(codes).map(([value, label]) => ({ value, label })) },
            ],
          },
        ],
      },
    ],
  },
});

const options = (...values) => ({ values: values.map((value) => ({ value, label: value })) });
export const picklistData = {
  picklistFieldValues: {
    TAS_Led_By__c: options('Us', 'Partner'),
    TAS_Is_Opportunity__c: options('Yes', 'No', 'Unknown'),
    TAS_Can_Compete__c: options('Yes', 'No', 'Unknown'),
    TAS_Can_Win__c: options('Yes', 'No', 'Unknown'),
    TAS_Worth_Winning__c: options('Yes', 'No', 'Unknown'),
    TAS_Loss_Reason__c: options('Price', 'Other'),
    TAS_Manual_Grade__c: options('A', 'B', 'C', 'D'),
    TAS_Manual_Grade_Reason__c: options('Importance'),
  },
};

/** Puts a component into the page. */
export async function show(tag, is, properties) {
  const element = createElement(tag, { is });
  Object.assign(element, properties);
  document.body.appendChild(element);
  await settle();
  return element;
}

/** Every element below one, through all shadows, that matches. */
export const all = (root, selector) => {
  const own = root.shadowRoot ?? root;
  const found = [...own.querySelectorAll(selector)];
  for (const child of own.querySelectorAll('*')) if (child.shadowRoot) found.push(...all(child, selector));
  return [...new Set(found)];
};
export const one = (root, selector) => all(root, selector)[0];
/** As it is read: what stands in a slot where the slot is. */
export const textOf = (root) => {
  const own = root.shadowRoot ?? root;
  return [...(own.tagName === 'SLOT' ? own.assignedNodes() : own.childNodes)]
    .map((node) => (node.nodeType === 3 ? node.textContent : node.nodeType === 1 ? textOf(node) : ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
};
export const heard = (element, name) => {
  const details = [];
  element.addEventListener(name, ({ detail }) => details.push(detail));
  return details;
};
