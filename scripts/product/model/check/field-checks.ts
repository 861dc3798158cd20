/** Fields: each one known or made here, made once, and asked in a way its type can answer. */
import { mapField } from '../../customer/index.ts';
import { computedFields } from '../../vocabulary/index.ts';
import {
  mapNumbers,
  packageFields,
  reachableFields,
  registrationFields,
  setOnce,
  standardFields,
  type KnownType,
} from '../fields.ts';
import type { Finding, ModelPath } from '../problem.ts';
import type { FieldType, RequirementField, SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';
import { checkUse } from './field-use-checks.ts';

export function checkFields(model: SalesModel): Finding[] {
  const made = new Map<string, { readonly name: string; readonly definition: string }>();
  return requirementsOf(model).flatMap(({ requirement, path }) =>
    (requirement.fields ?? []).flatMap((field, index): Finding[] => {
      const at: ModelPath = [...path, 'fields', index];
      const known =
        knownTypes.get(field.name) ??
        (model.customer === undefined ? undefined : mapTypes.get(field.name)) ??
        (model.registration === undefined ? undefined : registrationTypes.get(field.name));
      const definition = JSON.stringify([field.type, field.existing]);
      const before = made.get(field.name.toLowerCase());
      if (field.type !== undefined) made.set(field.name.toLowerCase(), { name: field.name, definition });
      return [
        ...checkOrigin(model, field, known, at),
        ...(before === undefined || field.type === undefined ? [] : checkAgain(field, before, definition, at)),
        ...checkUse(model, field, field.type?.kind ?? known, at),
      ];
    }),
  );
}

const knownTypes: ReadonlyMap<string, KnownType> = new Map([
  ...Object.entries(standardFields),
  ...Object.entries(packageFields),
]);

const mapTypes: ReadonlyMap<string, KnownType> = new Map(Object.entries(mapNumbers));
const registrationTypes: ReadonlyMap<string, KnownType> = new Map(Object.entries(registrationFields));
/** What a deal sums up of its map, in whatever case: an org has one field of each name. */
const ofMap: ReadonlySet<string> = new Set(Object.values(mapField).map((name) => name.toLowerCase()));

/** How the fields that are there anyway are spelled. Salesforce ignores case in names; two that differ in it alone are one. */
const spellings: ReadonlyMap<string, string> = new Map(
  [...knownTypes.keys(), ...computedFields].map((name) => [name.toLowerCase(), name]),
);

function checkOrigin(
  { customer }: SalesModel,
  field: RequirementField,
  known: KnownType | undefined,
  path: ModelPath,
): Finding[] {
  const named: Named = (what, why, fix) => ({
    kind: 'unknownField',
    path: [...path, 'name'],
    what: `Field \`${field.name}\` ${what}`,
    why,
    fix,
  });
  const spelling = spellings.get(field.name.toLowerCase()) ?? field.name;
  if (spelling !== field.name)
    return [named(`is spelled \`${spelling}\`.`, 'An org has one field of that name.', `Write \`${spelling}\`.`)];
  const isOfMap = customer !== undefined && known === undefined && ofMap.has(field.name.toLowerCase());
  if (isOfMap || computedFields.includes(field.name) || /^TAS_Done_\d+__c$/i.test(field.name))
    return [named('is computed by the package.', 'Nobody can fill it in.', 'Ask for the field it is computed from.')];
  if (known !== undefined)
    return field.type === undefined
      ? []
      : [named('exists already and has a `type` here.', 'Its type is not ours to change.', 'Delete `type`.')];
  if (field.type === undefined)
    return [
      named(
        'is unknown.',
        'It is neither a standard field of Opportunity, nor one of the package, nor made here.',
        'Correct the name, or add `type:` (and `existing: true` where your org already has it).',
      ),
    ];
  return field.existing ? checkExisting(field, named) : checkMade(field, field.type, named);
}

type Named = (what: string, why: string, fix: string) => Finding;

const checkExisting = ({ name }: RequirementField, named: Named): Finding[] =>
  setOnce.some((one) => one.toLowerCase() === name.toLowerCase())
    ? [
        named(
          'is set while a deal is made and never again.',
          'Nobody can fill it in at a gate.',
          'Ask for another field.',
        ),
      ]
    : [];

/** Made by us: a name of our own, not longer than Salesforce takes, that leads to what every org has. */
function checkMade({ name }: RequirementField, type: FieldType, named: Named): Finding[] {
  const yours = 'or add `existing: true` where your org already has it.';
  if (!name.endsWith('__c'))
    return [named('is no custom field.', 'Only names that end in __c can be made.', `Add __c to the name, ${yours}`)];
  if (name.slice(0, -3).includes('__'))
    return [named('belongs to a package.', 'Only that package can make it.', `Take its prefix off, ${yours}`)];
  if (name.length > 43)
    return [named('has too long a name.', 'Salesforce takes 40 characters before __c.', 'Shorten the name.')];
  if (type.kind === 'lookup' && !(type.to in reachableFields))
    return [
      named(
        `would lead to \`${type.to}\`.`,
        `Only lookups to ${Object.keys(reachableFields).join(', ')} are made: every org has those.`,
        `Lead it to one of those, ${yours}`,
      ),
    ];
  return [];
}

/** A field that is made before: in the same spelling and with the same type. */
function checkAgain(
  field: RequirementField,
  before: { readonly name: string; readonly definition: string },
  definition: string,
  path: ModelPath,
): Finding[] {
  const why = 'An org has one field of that name.';
  if (before.name !== field.name) {
    const what = `Field \`${field.name}\` is made before as \`${before.name}\`.`;
    return [{ kind: 'fieldUse', path: [...path, 'name'], what, why, fix: 'Spell both alike, or rename one.' }];
  }
  if (before.definition === definition) return [];
  const what = `Field \`${field.name}\` is made twice with different types.`;
  return [{ kind: 'fieldUse', path: [...path, 'type'], what, why, fix: 'Make both the same, or rename one.' }];
}
