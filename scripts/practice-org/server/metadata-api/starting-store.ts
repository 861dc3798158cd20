/** The metadata of an org that has just been loaded, with what the org has beside the files it was given. */
import { escaped } from '../http/escape.ts';
import type { LoadOptions } from '../load-org.ts';
import type { Org } from '../org.ts';
import type { PicklistValue } from '../schema/field.ts';
import { standardValueSets } from '../schema/value-sets.ts';
import { fileOfAll } from './fragments.ts';
import type { MetadataStore } from './store.ts';

const path = (set: string): string => `standardValueSets/${set}.standardValueSet`;

/** Adds the org's stages and standard picklists to the files it was given, and switches rules on where asked. */
export function completeStore(
  store: MetadataStore,
  { activateRules, stages = [] }: LoadOptions,
  org: Org,
): MetadataStore {
  if (activateRules)
    for (const file of [...store.paths])
      if (file.includes('/validationRules/'))
        store.set(file, (store.text(file) ?? '').replace(/<active>\s*false\s*<\/active>/, '<active>true</active>'));
  if (stages.length > 0 || store.get(path('OpportunityStage')) === undefined)
    store.set(path('OpportunityStage'), stageSet(org));
  for (const [set, fields] of Object.entries(standardValueSets)) {
    const [[object, name] = ['', '']] = fields;
    const values = org.objects.get(object)?.byName.get(name.toLowerCase())?.values;
    if (values !== undefined && store.get(path(set)) === undefined) store.set(path(set), setOf(values.map(valueText)));
  }
  return store;
}

const element = (name: string, content: string | number | boolean): string =>
  `        <${name}>${escaped(String(content))}</${name}>\n`;

const setOf = (values: readonly string[]): string =>
  fileOfAll('StandardValueSet', [
    '<sorted>false</sorted>',
    ...values.map((inner) => `<standardValue>\n${inner}    </standardValue>`),
  ]);

const valueText = ({ value, label, isDefault, active, converted }: PicklistValue): string =>
  element('fullName', value) +
  element('default', isDefault) +
  (active ? '' : element('isActive', false)) +
  element('label', label) +
  (converted === undefined ? '' : element('converted', converted));

const stageSet = (org: Org): string =>
  setOf(
    [...org.stages.values()].map(
      ({ name, label = name, active = true, ...stage }) =>
        element('fullName', name) +
        element('default', false) +
        (active ? '' : element('isActive', false)) +
        element('label', label) +
        element('closed', stage.isClosed) +
        (stage.description === undefined ? '' : element('description', stage.description)) +
        element('forecastCategory', stage.forecastCategory) +
        element('probability', stage.probability) +
        element('won', stage.isWon),
    ),
  );
