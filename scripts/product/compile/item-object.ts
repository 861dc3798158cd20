/** The gate item: a child of Opportunity, at most one per deal and code, that says how a requirement was settled. */
import type { CustomField, CustomObject } from '@salesforce/types/metadata';
import type { Expr } from '../formula/ast.ts';
import * as f from '../formula/build.ts';
import type { Partially } from '../metadata/component.ts';
import {
  baseLanguage,
  requirementsOf,
  requirementsOfStage,
  type Language,
  type SalesModel,
  type Stage,
  type Text,
} from '../model/index.ts';
import { countedStages, lookup, valueSet } from './opportunity-fields.ts';
import { itemField, itemStatuses, text, weightField } from './vocabulary.ts';

export interface ItemField {
  readonly name: string;
  readonly label: Text;
  readonly help: Text;
  readonly description: string;
  readonly values?: readonly { readonly value: string; readonly label: Text }[];
  readonly shape: Partially<CustomField>;
  /** Whether permission sets may speak of it: never for required fields and the parent. */
  readonly permissioned: 'edit' | 'read' | 'never';
  readonly formula?: Expr;
  /** Stage a weight belongs to, for the position of a problem. */
  readonly stageIndex?: number;
}

export const itemNames = { one: text('Gate item', '关口项'), many: text('Gate items', '关口项') };

export const itemObject = (language: Language): Partially<CustomObject> => ({
  deploymentStatus: 'Deployed',
  description:
    'TAS+ gate item: how one requirement of a deal was settled. Its weight fields feed the roll-ups that the gate rules read.',
  enableActivities: false,
  enableBulkApi: true,
  enableHistory: false,
  enableReports: true,
  enableSearch: false,
  enableSharing: true,
  enableStreamingApi: true,
  label: itemNames.one[language],
  nameField: { displayFormat: 'GI-{00000000}', label: itemNames.one[language], type: 'AutoNumber' },
  pluralLabel: itemNames.many[language],
  sharingModel: 'ControlledByParent',
});

export function itemFields(model: SalesModel): ItemField[] {
  const language = baseLanguage(model);
  const codes = requirementsOf(model).map(({ requirement }) => ({ value: requirement.code, label: requirement.label }));
  return [
    fixed(itemField.deal, text('Opportunity', '商机'), text('The deal this item belongs to.', '该项所属的商机。'), {
      type: 'MasterDetail',
      referenceTo: 'Opportunity',
      relationshipLabel: itemNames.many[language],
      relationshipName: 'TAS_Gate_Items',
      relationshipOrder: 0,
      reparentableMasterDetail: false,
      writeRequiresMasterRead: false,
    }),
    {
      ...fixed(
        itemField.code,
        text('Code', '代码'),
        text('Which requirement of the sales model.', '对应销售模型中的哪个要求。'),
        {
          type: 'Picklist',
          required: true,
          valueSet: valueSet(codes, language),
        },
      ),
      values: codes,
    },
    fixed(
      itemField.key,
      text('Item key', '唯一键'),
      text('18-character Opportunity Id, a colon, the code.', '18 位商机 Id、冒号、代码。'),
      {
        type: 'Text',
        length: 60,
        required: true,
        unique: true,
        externalId: true,
        caseSensitive: false,
      },
    ),
    {
      ...fixed(
        itemField.status,
        text('Status', '状态'),
        text('Done, not applicable and waived settle the requirement.', '“已完成”“不适用”“已豁免”均视为已处理。'),
        {
          type: 'Picklist',
          required: true,
          valueSet: valueSet(itemStatuses, language, 'Open'),
        },
      ),
      values: itemStatuses,
    },
    edited(
      itemField.evidence,
      text('Evidence link', '证据链接'),
      text('Where the document stands.', '文件所在位置的链接。'),
      { type: 'Url' },
    ),
    edited(
      itemField.person,
      text('Person', '人员'),
      text('Who takes this role on the deal.', '在本商机中担任该角色的人。'),
      lookup('User', itemField.person),
    ),
    edited(
      itemField.reason,
      text('Reason', '理由'),
      text('Why it is not applicable, or waived.', '不适用或豁免的理由。'),
      { type: 'Text', length: 255 },
    ),
    edited(itemField.note, text('Note', '备注'), text('Anything worth knowing.', '其他说明。'), {
      type: 'LongTextArea',
      length: 4000,
      visibleLines: 3,
    }),
    edited(
      itemField.settledBy,
      text('Settled by', '处理人'),
      text('Who settled it: always the writer himself.', '处理人，只能是本人。'),
      lookup('User', itemField.settledBy),
    ),
    edited(itemField.settledOn, text('Settled on', '处理时间'), text('When it was settled.', '处理的时间。'), {
      type: 'DateTime',
    }),
    ...countedStages(model).map((stage) => weight(model, stage)),
  ];
}

type Maker = (name: string, label: Text, help: Text, shape: Partially<CustomField>) => ItemField;

const withPermission =
  (permissioned: ItemField['permissioned']): Maker =>
  (name, label, help, shape) => ({
    name,
    label,
    help,
    description: `TAS+ gate item: ${label.en_US ?? name}. ${help.en_US ?? ''}`.trim(),
    shape,
    permissioned,
  });
const fixed = withPermission('never');
const edited = withPermission('edit');

/** What an item adds to the roll-up of its stage: 10^slot once it settles a hard requirement of that stage, else 0. */
function weight(model: SalesModel, stage: Stage): ItemField {
  const label = text(`Weight in stage ${stage.id}`, `第 ${stage.id} 阶段权重`);
  return {
    name: weightField(stage.id),
    label,
    help: text(
      'Computed: the digit this item ticks in the roll-up of its stage.',
      '自动计算：该项在其阶段汇总中所占的位。',
    ),
    description: `TAS+ weight of an item in stage ${stage.id}. Reads only this row, so the roll-up can sum it.`,
    shape: { type: 'Number', precision: 18, scale: 0, formulaTreatBlanksAs: 'BlankAsBlank' },
    permissioned: 'read',
    formula: weightFormula(model, stage),
    stageIndex: model.stages.indexOf(stage),
  };
}

/** Field requirements are never Done by their item: their field is what counts, the item can only excuse it. */
function weightFormula(model: SalesModel, stage: Stage): Expr {
  const counted = requirementsOfStage(stage, model.stages.indexOf(stage)).flatMap(({ requirement }) =>
    requirement.slot === undefined
      ? []
      : [{ code: requirement.code, weight: 10 ** requirement.slot, byField: requirement.fields !== undefined }],
  );
  const pick = (some: typeof counted, same?: number): Expr =>
    f.choose(
      f.name(itemField.code),
      some.map(({ code, weight: value }) => [code, f.number(same ?? value)]),
      f.number(0),
    );
  const byField = counted.filter((one) => one.byField);
  const excused = f.isAnyValue(itemField.status, ['NotApplicable', 'Waived']);
  const notByField = byField.length === 0 ? [] : [f.equal(pick(byField, 1), f.number(0))];
  const done = f.and(f.isValue(itemField.status, 'Done'), ...notByField);
  return f.when(byField.length === counted.length ? excused : f.or(excused, done), pick(counted), f.number(0));
}
