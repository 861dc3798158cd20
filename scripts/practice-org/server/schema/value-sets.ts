import type { Problems } from '../problem.ts';
import { readValue } from './custom-field.ts';
import type { ObjectDeclaration, PicklistValue } from './field.ts';
import { filesOf, type Metadata } from './files.ts';

export function readGlobalValueSets(metadata: Metadata, problems: Problems): Map<string, PicklistValue[]> {
  const sets = new Map<string, PicklistValue[]>();
  const pattern = /(?:^|\/)globalValueSets\/([^/]+)\.globalValueSet(?:-meta\.xml)?$/;
  for (const [[name = ''], xml] of filesOf(metadata, pattern, 'GlobalValueSet', problems)) {
    sets.set(name, xml.all('customValue').map(readValue));
  }
  return sets;
}

/** Standard picklists a value set file replaces, stages aside. */
export const standardValueSets: Readonly<Record<string, readonly (readonly [object: string, field: string])[]>> = {
  OpportunityType: [['opportunity', 'Type']],
  LeadSource: [
    ['opportunity', 'LeadSource'],
    ['contact', 'LeadSource'],
    ['account', 'AccountSource'],
    ['lead', 'LeadSource'],
  ],
  LeadStatus: [['lead', 'Status']],
  Industry: [
    ['account', 'Industry'],
    ['lead', 'Industry'],
  ],
  AccountType: [['account', 'Type']],
  AccountRating: [
    ['account', 'Rating'],
    ['lead', 'Rating'],
  ],
};

/** Puts the values of standard value sets in the place of those that a new org has. */
export function applyValueSets(metadata: Metadata, objects: Map<string, ObjectDeclaration>, problems: Problems): void {
  const pattern = /(?:^|\/)standardValueSets\/([^/]+)\.standardValueSet(?:-meta\.xml)?$/;
  for (const [[name = ''], xml] of filesOf(metadata, pattern, 'StandardValueSet', problems)) {
    const values = xml.all('standardValue').map(readValue);
    for (const [objectName, fieldName] of standardValueSets[name] ?? []) {
      const fields = objects.get(objectName)?.fields ?? [];
      const at = fields.findIndex((candidate) => candidate.name === fieldName);
      const old = fields[at];
      if (old !== undefined) fields[at] = { ...old, values };
    }
  }
}
