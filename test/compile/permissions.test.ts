/** Least privilege: what every role may do with every field, object and right, written down apart from the compiler. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { inSeveralCurrencies, requirementsOf, type SalesModel } from '../../scripts/product/model/index.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { accepted, withoutReason } from '../model/models.ts';
import { crmSalesFile, modelIn, noTenderFile, referenceModel } from '../reference/index.ts';

const roles = ['TAS_Rep', 'TAS_Manager', 'TAS_Ops', 'TAS_Admin', 'TAS_Bypass'] as const;
/** Access of rep, manager, ops, admin and bypass holder, in this order. E: reads and edits, R: reads, -: nothing. */
type Access = readonly [string, string, string, string, string];

const forAll: Access = ['E', 'E', 'E', 'E', '-'];
const forGraders: Access = ['R', 'E', 'E', 'E', '-'];
/** What a migration writes. */
const forLoaders: Access = ['R', 'R', 'E', 'E', '-'];
/** What a command says of its run. */
const forCommands: Access = ['-', '-', 'E', 'E', '-'];
const computed: Access = ['R', 'R', 'R', 'R', '-'];
/** Required fields and the parent: Salesforce takes no grant for them, who may edit the record may edit them. */
const always: Access = ['-', '-', '-', '-', '-'];

/** Every field of the package that no model makes. */
const fields: readonly (readonly [pattern: RegExp, access: Access])[] = [
  [/^Opportunity\.TAS_(Led_By|Tender_Required|Loss_Reason|Lost_Stage)__c$/, forAll],
  [/^Opportunity\.TAS_Grade__c$/, forGraders],
  [/^Opportunity\.TAS_Manual_Grade(_Reason|_Note|_By|_On|_Valid_Until)?__c$/, forGraders],
  [
    /^Opportunity\.TAS_(Model_Amount|Suggested_Grade|Effective_Grade|Track|Stage_Number|Open_Items|Behind)__c$/,
    computed,
  ],
  [/^Opportunity\.TAS_(Kept_Probability|Stage_Since|Stage_Since_Stage)__c$/, forLoaders],
  [/^Opportunity\.TAS_Done_\d+__c$/, computed],
  [
    /^TAS_Gate_Item__c\.(Evidence_Url|Person|Reason|Note|Settled_By|Settled_On|Settled_Amount|Declined_By|Declined_On)__c$/,
    forAll,
  ],
  [/^TAS_Gate_Item__c\.Weight_\d+__c$/, computed],
  [/^TAS_Gate_Item__c\.(Opportunity|Code|Item_Key|Status)__c$/, always],
  [
    /^TAS_Run__c\.(Command|State|About|Started|Ended|Rows|Written|Refused|Left_Alone|Of_Run|Model_Hash)__c$/,
    forCommands,
  ],
  [/^TAS_Run__c\.Run_Key__c$/, always],
  [
    /^Opportunity\.TAS_Map_(People|Approvers|Supporters|Opponents|Unknown|Weight|Points|Score|Unknown_Share)__c$/,
    computed,
  ],
  [
    /^TAS_Stakeholder__c\.(Contact|Role|Closeness|Solution_Acceptance|Price_Acceptance|Influence|Left|Note)__c$/,
    forAll,
  ],
  [/^TAS_Stakeholder__c\.(Counts|Approver|Supporter|Opponent|Unknown|Weight|Points)__c$/, computed],
  [/^TAS_Stakeholder__c\.(Opportunity|Stakeholder_Key)__c$/, always],
  [/^TAS_Map_Snapshot__c\.(Stage|People|Approvers|Supporters|Opponents|Score|Unknown_Share)__c$/, forAll],
  [/^TAS_Map_Snapshot__c\.(Opportunity|Snapshot_Key)__c$/, always],
  [/^Opportunity\.TAS_Registration__c$/, forAll],
  [
    /^TAS_Registration__c\.(Partner|Customer|Project|Submitted_By|Submitted_On|Decided_By|Decided_On|Protected_Until|Conflict_With|Reason|Protection_Key|TAS_Customer_Key)__c$/,
    forAll,
  ],
  [/^TAS_Registration__c\.(Project_Key|Valid_Until)__c$/, computed],
  [/^TAS_Registration__c\.Status__c$/, always],
  [/^TAS_Coaching_Answer__c\.(Stage|Choice|Reason|Answer)__c$/, forAll],
  [/^TAS_Coaching_Answer__c\.(Opportunity|Question)__c$/, always],
];

/** C creates, R reads, U updates, D deletes. Nobody views (V) or modifies (M) all, but for registrations. */
const objects: Readonly<Record<string, Access>> = {
  Account: ['R', 'R', 'R', 'R', ''],
  Opportunity: ['R', 'R', 'R', 'R', ''],
  TAS_Gate_Item__c: ['CRU', 'CRU', 'CRUD', 'CRUD', ''],
  TAS_Run__c: ['', '', 'CRUD', 'CRUD', ''],
};
/** Those of the customer map, where the model makes one. */
const ofMap: typeof objects = {
  Contact: ['R', 'R', 'R', 'R', ''],
  TAS_Stakeholder__c: ['CRU', 'CRU', 'CRUD', 'CRUD', ''],
  /** Taken and never changed. */
  TAS_Map_Snapshot__c: ['CR', 'CR', 'CRUD', 'CRUD', ''],
};
/** An answer of the hidden line is given and never changed. */
const ofCoach: typeof objects = { TAS_Coaching_Answer__c: ['CR', 'CR', 'CRUD', 'CRUD', ''] };

/** Sharing lets everybody write his own alone; who decides on those of others has to write them. */
const ofRegistrations: typeof objects = { TAS_Registration__c: ['CRU', 'CRU', 'CRUDVM', 'CRUDVM', ''] };

const rights: Readonly<Record<(typeof roles)[number], readonly string[]>> = {
  TAS_Rep: [],
  TAS_Manager: ['TAS_Approve', 'TAS_Raise_Grade'],
  // The bypass says it all; it goes with an expiry.
  TAS_Ops: ['TAS_Bypass', 'TAS_See_Runs'],
  TAS_Admin: [
    'TAS_Approve',
    'TAS_Approve_Registration',
    'TAS_Lower_Grade',
    'TAS_Raise_Grade',
    'TAS_Reopen_Closed',
    'TAS_See_Runs',
  ],
  TAS_Bypass: ['TAS_Bypass'],
};

type Grant = Readonly<Record<string, string>>;
const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => /(?:Permissions|tabSettings|applicationVisibilities)$/.test(name),
});

interface PermissionSetFile {
  readonly fieldPermissions?: readonly Grant[];
  readonly objectPermissions?: readonly Grant[];
  readonly customPermissions?: readonly Grant[];
  readonly tabSettings?: readonly Grant[];
  readonly applicationVisibilities?: readonly Grant[];
}

function compiled(model: SalesModel): { fields: string[]; sets: PermissionSetFile[]; keys: string[] } {
  const { files } = compileModel(model, 'model.yaml');
  const sets = roles.map((role) => {
    const file = files.find(({ path }) => path === `permissionsets/${role}.permissionset-meta.xml`);
    const root = parser.parse(file?.text ?? '') as { PermissionSet: PermissionSetFile };
    return root.PermissionSet;
  });
  return {
    fields: files.flatMap(({ path }) => {
      const [, object, name] = /^objects\/(\w+)\/fields\/(\w+)\.field-meta\.xml$/.exec(path) ?? [];
      return object === undefined ? [] : [`${object}.${name ?? ''}`];
    }),
    sets,
    keys: files.flatMap(({ path }) => /^permissionsets\/(\w+)\./.exec(path)?.[1] ?? []),
  };
}

const accessOf = (set: PermissionSetFile, field: string): string => {
  const grants = (set.fieldPermissions ?? []).filter((grant) => grant['field'] === field);
  const [grant] = grants;
  if (grant === undefined) return '-';
  return grants.length > 1 ? 'twice' : grant['editable'] === 'true' ? 'E' : grant['readable'] === 'true' ? 'R' : 'none';
};

const letters = [
  ['C', 'allowCreate'],
  ['R', 'allowRead'],
  ['U', 'allowEdit'],
  ['D', 'allowDelete'],
  ['V', 'viewAllRecords'],
  ['M', 'modifyAllRecords'],
] as const;

const rightsTo = (set: PermissionSetFile, object: string): string =>
  (set.objectPermissions ?? [])
    .filter((grant) => grant['object'] === object)
    .map((grant) => letters.map(([letter, flag]) => (grant[flag] === 'true' ? letter : '')).join(''))
    .join(' and ');

/** Fields that the model makes for what it asks: whoever works on a deal fills them in. */
const madeBy = (model: SalesModel): Set<string> =>
  new Set(
    requirementsOf(model).flatMap(({ requirement }) =>
      (requirement.fields ?? []).flatMap(({ name, type, existing }) =>
        type === undefined || existing ? [] : [`Opportunity.${name}`],
      ),
    ),
  );

const random = fc
  .sample(modelSpec, { numRuns: 20, seed: 20_261_123 })
  .map((spec, index): [string, SalesModel] => [`random model ${index}`, modelOf(spec)]);
const models: [string, SalesModel][] = [
  ['the reference model', referenceModel],
  ['a model without tenders', modelIn(noTenderFile)],
  ['a model of two stages', modelIn(crmSalesFile)],
  ['a model whose coach asks for no reason', accepted(withoutReason())],
  ['the reference model in several currencies', inSeveralCurrencies(referenceModel, 'USD')],
  ...random,
];

describe.each(models)('%s', (_, model) => {
  const { fields: all, sets, keys } = compiled(model);

  test('every field of the package is open to every role exactly as far as it needs', () => {
    const made = madeBy(model);
    for (const field of all) {
      const access = made.has(field) ? forAll : fields.find(([pattern]) => pattern.test(field))?.[1];
      expect([field, ...sets.map((set) => accessOf(set, field))]).toEqual([
        field,
        ...(access ?? ['not in the matrix']),
      ]);
    }
    expect(all.length).toBeGreaterThan(made.size + 25);
  });

  test('no role is granted a field that the package does not have', () => {
    for (const set of sets)
      expect(
        (set.fieldPermissions ?? []).map((grant) => grant['field']).filter((name) => !all.includes(name ?? '')),
      ).toEqual([]);
  });

  test('objects, rights and everything else a permission set can grant are as the roles need them', () => {
    const more = model.registration === undefined ? [] : ['TAS_Channel_Manager'];
    expect(keys.toSorted()).toEqual([...roles, ...more].toSorted());
    const granted = {
      ...objects,
      ...(model.customer === undefined ? {} : ofMap),
      ...(model.coaching === undefined ? {} : ofCoach),
      ...(model.registration === undefined ? {} : ofRegistrations),
    };
    for (const [object, access] of Object.entries(granted))
      expect([object, ...sets.map((set) => rightsTo(set, object))]).toEqual([object, ...access]);
    for (const [index, role] of roles.entries()) {
      const set = sets[index] ?? {};
      expect((set.objectPermissions ?? []).every((grant) => (grant['object'] ?? '') in granted)).toBe(true);
      const held = (set.customPermissions ?? []).filter((grant) => grant['enabled'] === 'true');
      expect([role, ...held.map((grant) => grant['name'])]).toEqual([role, ...rights[role]]);
      // No classes, pages or rights over the whole org, no app but that of the package, no tabs but its own.
      const kinds = Object.keys(set).filter((key) => key.endsWith('s') || key.endsWith('Accesses'));
      expect(
        kinds.filter(
          (key) => !/^(?:(?:field|object|custom)Permissions|tabSettings|applicationVisibilities)$/.test(key),
        ),
      ).toEqual([]);
      const tabs =
        role === 'TAS_Bypass' ? [] : ['TAS_Board', 'TAS_Today'].map((tab) => ({ tab, visibility: 'Visible' }));
      expect(set.tabSettings ?? []).toEqual(tabs);
      const app = role === 'TAS_Bypass' ? [] : [{ application: 'TAS_Plus', visible: 'true' }];
      expect(set.applicationVisibilities ?? []).toEqual(app);
    }
  });
});

test('a channel manager decides on every registration, and by that permission set writes nothing else', () => {
  const file = compileModel(referenceModel, 'model.yaml').files.find(
    ({ path }) => path === 'permissionsets/TAS_Channel_Manager.permissionset-meta.xml',
  );
  const { PermissionSet: set } = parser.parse(file?.text ?? '') as { PermissionSet: PermissionSetFile };
  const written = (set.fieldPermissions ?? []).filter((grant) => grant['editable'] === 'true');
  expect(written.length).toBe(11);
  expect(written.filter((grant) => !(grant['field'] ?? '').startsWith('TAS_Registration__c.'))).toEqual([]);
  const all = (set.objectPermissions ?? []).map((grant) => [grant['object'], rightsTo(set, grant['object'] ?? '')]);
  expect(all.filter(([, granted]) => granted !== 'R')).toEqual([['TAS_Registration__c', 'CRUDVM']]);
  expect((set.customPermissions ?? []).map((grant) => grant['name'])).toEqual(['TAS_Approve_Registration']);
});

test('every right of the package is held by some role, and the matrix names no other', () => {
  const files = readdirSync('force-app/main/default/customPermissions').map((file) => file.split('.')[0]);
  expect(files.toSorted()).toEqual([...new Set(Object.values(rights).flat())].toSorted());
});
