/** What a lead hands to its deal: a field of the model that can hold it, and no name that the package needs itself. */
import { leadDealField, leadField } from '../../lead/index.ts';
import type { Finding } from '../problem.ts';
import type { FieldType, SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

/** Characters of the brief of a lead: the longest text that a formula field can look at. */
export const briefLength = 255;

export function checkLead(model: SalesModel): Finding[] {
  const { lead } = model;
  if (lead === undefined) return [];
  const fields = requirementsOf(model).flatMap(({ requirement, path }) =>
    (requirement.fields ?? []).map((one, index) => ({ one, path: [...path, 'fields', index, 'name'] })),
  );
  const own = Object.values(leadDealField).map((name) => name.toLowerCase());
  const taken = fields
    .filter(({ one }) => own.includes(one.name.toLowerCase()))
    .map(({ one, path }): Finding => ({
      kind: 'fieldUse',
      path,
      what: `Field \`${one.name}\` is one that the package makes for models with leads.`,
      why: 'An org has one field of that name.',
      fix: 'Rename it, or take `lead` out of the model.',
    }));
  return [...taken, ...checkBrief(lead.briefTo, fields.find(({ one }) => one.name === lead.briefTo)?.one.type)];
}

function checkBrief(briefTo: string | undefined, type: FieldType | undefined): Finding[] {
  if (briefTo === undefined || canHold(type)) return [];
  return [
    {
      kind: 'fieldUse',
      path: ['lead', 'briefTo'],
      what: `\`${briefTo}\` is no text field of the model with room for ${briefLength} characters.`,
      why: `Conversion maps \`${leadField.projectBrief}\` to a custom text or long text field that is at least as long.`,
      fix: 'Name such a field of a requirement, with its `type`; or leave `briefTo` out.',
    },
  ];
}

const canHold = (type: FieldType | undefined): boolean =>
  type?.kind === 'longText' || (type?.kind === 'text' && type.length >= briefLength);
