/** How the org converts leads, as its settings say: which custom fields go where, and whether rules are asked. */
import type { Problems } from '../problem.ts';
import { filesOf, type Metadata } from './files.ts';

export interface LeadConversionSettings {
  /** "Require Validation for Converted Leads": off, no rule runs and no custom field is required. */
  readonly validates: boolean;
  /** Custom field of the lead → custom field of what it becomes, by the object's name. */
  readonly mappings: ReadonlyMap<string, readonly (readonly [from: string, to: string])[]>;
}

/** Where no file says otherwise, conversions are validated and no custom field is mapped. */
export function readLeadConversion(metadata: Metadata, problems: Problems): LeadConversionSettings {
  const mappings = new Map<string, readonly (readonly [string, string])[]>();
  const mappingFile = /(?:^|\/)LeadConvertSettings\/[^/]+\.LeadConvertSetting(?:-meta\.xml)?$/;
  for (const [, xml] of filesOf(metadata, mappingFile, 'LeadConvertSettings', problems))
    for (const mapping of xml.all('objectMapping'))
      mappings.set(
        mapping.text('outputObject') ?? '',
        mapping
          .all('mappingFields')
          .map((pair) => [pair.text('inputField') ?? '', pair.text('outputField') ?? ''] as const),
      );
  let validates = true;
  const settingsFile = /(?:^|\/)settings\/LeadConfig\.settings(?:-meta\.xml)?$/;
  for (const [, xml] of filesOf(metadata, settingsFile, 'LeadConfigSettings', problems))
    validates = xml.flag('shouldLeadConvertRequireValidation') ?? true;
  return { validates, mappings };
}

interface Named {
  readonly fields: readonly { readonly name: string }[];
}

/** A mapping that names a field which is not there, or a standard one, is refused, as a deployment of it is. */
export function checkLeadConversion(
  { mappings }: LeadConversionSettings,
  objects: ReadonlyMap<string, Named>,
  problems: Problems,
): void {
  const path = 'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting';
  const has = (object: string, name: string): boolean =>
    name.endsWith('__c') && objects.get(object.toLowerCase())?.fields.some((one) => one.name === name) === true;
  for (const [object, pairs] of mappings)
    for (const [from, to] of pairs) {
      if (!has('Lead', from)) problems.add(path, `Lead has no custom field ${from}`);
      if (!has(object, to)) problems.add(path, `${object} has no custom field ${to}`);
    }
}
