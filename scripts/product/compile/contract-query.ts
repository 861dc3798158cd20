/** What the contract's component asks of Salesforce, as texts of the generated module; null where the model has none. */
import { requirementsOf, tracksOf, type PlacedRequirement, type SalesModel } from '../model/index.ts';
import { contract, contractField, draftStatus, field, item, itemField, no, relationOf } from '../vocabulary/index.ts';
import { contractsOfDeal } from './contract.ts';

/** More contracts and items than a deal has. */
const mostContracts = 10;
const mostItems = 1000;

const ofContract = [
  contractField.number,
  contractField.status,
  contractField.start,
  contractField.term,
  contractField.account,
  contractField.deal,
  contractField.amount,
];

const ofItem = [
  itemField.code,
  itemField.status,
  itemField.person,
  itemField.evidence,
  itemField.reason,
  itemField.note,
];

/** What delivery gets, requirement by requirement. */
interface HandedOver {
  readonly code: string;
  /** Fields whose values answer it; null: its item does. */
  readonly fields: readonly string[] | null;
  readonly isPerson: boolean;
  /** Tracks that are asked for it; null: all. */
  readonly tracks: readonly string[] | null;
  /** Only where there is a tender. */
  readonly tender: boolean;
}

export const handedOver = (model: SalesModel): PlacedRequirement[] => {
  const byCode = new Map(requirementsOf(model).map((placed) => [placed.requirement.code, placed]));
  return (model.contract?.handover ?? []).flatMap((code) => byCode.get(code) ?? []);
};

/** Lines of the module `queries` of the contract. Parameter `$id` is the id of the deal. */
export function contractQueryLines(model: SalesModel): string[] {
  if (model.contract === undefined) return ['export const contract = null;', 'export const contractQuery = null;'];
  const { term, number, date } = model.contract;
  const handover = handedOver(model).map(({ stage, group, requirement }): HandedOver => {
    const tracks = tracksOf(stage, requirement);
    return {
      code: requirement.code,
      fields: requirement.fields?.map(({ name }) => name) ?? null,
      isPerson: group === 'people',
      tracks: model.tracks.every(({ name }) => tracks.includes(name)) ? null : tracks,
      tender: stage.tender,
    };
  });
  const asked = handover.flatMap(({ fields }) => fields ?? []);
  const lookups = new Set(
    handedOver(model).flatMap(({ requirement }) =>
      (requirement.fields ?? []).flatMap(({ name, type }) =>
        type?.kind === 'lookup' || name === field.account ? [relationOf(name)] : [],
      ),
    ),
  );
  const deal = new Set([
    field.amount,
    field.account,
    field.contract,
    field.isClosed,
    field.track,
    field.tender,
    ...(model.money.multiCurrency ? [field.currency] : []),
    ...[number, date].filter((name) => name !== undefined),
    ...asked.filter((name) => name !== field.name && name !== field.stage),
  ]);
  const names = Object.entries({ ...contractField, object: contract }).sort();
  return [
    `import { gql } from 'lightning/graphql';`,
    `/** Fields that may be hidden from the reader. */`,
    `const optional = (names) => names.replace(/\\w+/g, '$&@optional{value displayValue}');`,
    `const ofContract = \`Id \${optional('${ofContract.join(' ')}')}\`;`,
    `/** What the component goes by, and what everything is called. */`,
    `export const contract = {`,
    ` term: ${term},`,
    ` number: ${JSON.stringify(number ?? null)},`,
    ` date: ${JSON.stringify(date ?? null)},`,
    ` draft: ${JSON.stringify(draftStatus)},`,
    ` last: ${JSON.stringify(model.stages.at(-1)?.name)},`,
    ` won: ${JSON.stringify(model.closed.won.name)},`,
    ` noTender: ${JSON.stringify(no)},`,
    ` names: ${JSON.stringify(Object.fromEntries(names))},`,
    ` handover: [`,
    ...handover.map((one) => `  ${JSON.stringify(one)},`),
    ` ],`,
    `};`,
    'export const contractQuery = gql`',
    'query tasContract($id: ID!) { uiapi {',
    `query { Opportunity(where: { Id: { eq: $id } }, first: 1) { edges { node { Id Name{value} ${field.stage}{value}`,
    `\${optional('${[...deal].join(' ')}')}`,
    ...[...lookups].map((relation) => `${relation}@optional{Name@optional{value}}`),
    `${relationOf(field.contract)}@optional{\${ofContract}}`,
    `${contractsOfDeal}__r(first: ${mostContracts}) @optional { edges { node { \${ofContract} }}}`,
    `TAS_Gate_Items__r(first: ${mostItems}) @optional { edges { node { Id`,
    `\${optional('${ofItem.join(' ')}')}`,
    `${relationOf(itemField.person)}@optional{Name@optional{value}}`,
    '}}}}}}}',
    `objectInfos(objectInfoInputs: [{ apiName: "Opportunity", fieldNames: ["${field.contract}"] }, { apiName: "${contract}" }, { apiName: "${item}", fieldNames: ["${itemField.status}"] }]) {`,
    'ApiName createable updateable',
    'fields { ApiName label inlineHelpText updateable',
    '... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value }}}}}',
    '}}',
    '`;',
  ];
}
