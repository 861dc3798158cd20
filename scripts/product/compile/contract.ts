/**
 * What a model with contracts makes (docs/contract.md): two fields on Contract, and rules on both ends of the link.
 * Children of Contract and Opportunity only: what an org does with its contracts stays its own.
 */
import type { CustomField } from '@salesforce/types/metadata';
import { build as f, type Expr } from '../formula/index.ts';
import { languages, messagesIn, said, type Messages } from '../messages/index.ts';
import type { Partially } from '../metadata/index.ts';
import type { SalesModel } from '../model/index.ts';
import { contractField, field, permission, relationOf } from '../vocabulary/index.ts';
import { lookup, type FieldSpec } from './opportunity-fields.ts';
import { governed, holds, message, type Rule } from './rule.ts';

/** What a deal calls the contracts that name it. */
export const contractsOfDeal = 'TAS_Contracts';

/** On Contract; none where the model has no contracts. */
export const contractFields = ({ contract }: SalesModel): FieldSpec[] =>
  contract === undefined
    ? []
    : [
        made('deal', { ...lookup('Opportunity', contractField.deal), relationshipName: contractsOfDeal }),
        made('amount', { type: 'Currency', precision: 18, scale: 2 }),
      ];

/** docs/rules.md, TAS-K1: on the deal. */
export const dealContractRules = (model: SalesModel): Rule[] => {
  if (model.contract === undefined) return [];
  const account = f.name(`${relationOf(field.contract)}.${contractField.account}`);
  const deal = `${relationOf(field.contract)}.${contractField.deal}`;
  return [
    {
      ...ruleOf(
        model,
        'K1',
        'TAS_K1_Contract_Of_Deal',
        'the contract of a deal is one of its own account and, where it names a deal, of this one',
      ),
      displayField: field.contract,
      condition: f.and(
        ...governed(model),
        f.not(f.isBlank(field.contract)),
        f.or(
          f.isNew,
          f.changed(field.contract),
          f.changed(field.account),
          f.and(f.changed(field.stage), f.isValue(field.stage, model.closed.won.name)),
        ),
        f.fails(f.and(f.equal(account, f.name(field.account)), f.or(f.isBlank(deal), f.equal(safe(deal), safe('Id'))))),
      ),
    },
  ];
};

/** docs/rules.md, TAS-K2 and TAS-K3: on the contract. */
export const contractRules = (model: SalesModel): Rule[] => {
  if (model.contract === undefined) return [];
  const { account, deal } = contractField;
  return [
    {
      ...ruleOf(
        model,
        'K2',
        'TAS_K2_Account_Of_Deal',
        'a contract that names a deal is one of the account of that deal',
      ),
      displayField: account,
      condition: f.and(
        ...governed(model, `${relationOf(deal)}.`),
        f.not(f.isBlank(deal)),
        f.or(f.isNew, f.changed(account), f.changed(deal)),
        f.fails(f.equal(f.name(account), f.name(`${relationOf(deal)}.${field.account}`))),
      ),
    },
    {
      ...ruleOf(model, 'K3', 'TAS_K3_Deal_Stays', 'the deal that a contract names, once given, stays'),
      displayField: deal,
      // Which deal it was can be seen, and not what that deal is: whatever its record type and age.
      condition: f.and(f.not(holds(permission.bypass)), f.changed(deal), f.not(f.call('ISBLANK', f.prior(deal)))),
    },
  ];
};

const safe = (name: string): Expr => f.call('CASESAFEID', f.name(name));

const ruleOf = (
  { enforcement }: SalesModel,
  code: 'K1' | 'K2' | 'K3',
  name: string,
  what: string,
): Omit<Rule, 'condition'> => ({
  name,
  code: `TAS-${code}`,
  description: `TAS+ ${what}.`,
  message: message(`TAS-${code}`, ({ rules }) => rules[code]),
  active: enforcement.movement === 'enforce',
  path: ['contract'],
});

/** Descriptions are for administrators, and stay in English. */
const made = (key: keyof Messages['contractFields'], shape: Partially<CustomField>): FieldSpec => {
  const english = messagesIn(languages[0]).contractFields[key];
  return {
    name: contractField[key],
    label: said(({ contractFields: fields }) => fields[key].label),
    help: said(({ contractFields: fields }) => fields[key].help),
    description: `TAS+ contract: ${english.label}. ${english.help}`,
    shape,
    writer: 'rep',
  };
};
