/** What a model adds to standard objects beside the deal: fields and rules, never the object itself. */
import type { SalesModel } from '../model/index.ts';
import { contract } from '../vocabulary/index.ts';
import { contractFields, contractRules } from './contract.ts';
import { leadFields, leadRules, type LeadField } from './lead.ts';
import type { Rule } from './rule.ts';

interface Addition {
  readonly object: string;
  readonly fields: readonly LeadField[];
  readonly rules: readonly Rule[];
  /** Where in the model it stands. */
  readonly path: readonly string[];
}

export const additionsOf = (model: SalesModel): Addition[] =>
  [
    { object: 'Lead', fields: leadFields(model), rules: leadRules(model), path: ['lead'] },
    { object: contract, fields: contractFields(model), rules: contractRules(model), path: ['contract'] },
  ].filter(({ fields }) => fields.length > 0);
