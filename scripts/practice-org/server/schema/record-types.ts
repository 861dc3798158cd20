/** Record types, the sales and lead processes behind them, and which values of a picklist they offer. */
import { notFound, type Problems } from '../problem.ts';
import type { Offer, ProcessDeclaration, RecordTypeDeclaration } from './field.ts';
import type { Field, ObjectType } from './object.ts';
import type { Xml } from './xml.ts';

/** The record type of records that have none: its id is the same in every org. */
export const masterRecordType = '012000000000000AAA';

/** The field whose values a process picks, by lower-case object. */
const processFields: Readonly<Record<string, string>> = { lead: 'status', opportunity: 'stagename' };

/** Names of values are percent-encoded where they hold marks that metadata names cannot. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function offerIn(xml: Xml): Offer {
  const values = xml.all('values').map((value) => ({
    name: decoded(value.text('fullName') ?? ''),
    isDefault: value.flag('default') ?? false,
  }));
  const byDefault = values.find(({ isDefault }) => isDefault);
  return {
    values: new Set(values.map(({ name }) => name.toLowerCase())),
    names: values.map(({ name }) => name),
    ...(byDefault === undefined ? {} : { defaultValue: byDefault.name.toLowerCase() }),
  };
}

export function readRecordType(xml: Xml): RecordTypeDeclaration {
  const name = xml.text('fullName') ?? '';
  const [description, process] = [xml.text('description'), xml.text('businessProcess')];
  return {
    name,
    label: xml.text('label') ?? name,
    active: xml.flag('active') ?? true,
    path: xml.path,
    ...(description === undefined ? {} : { description }),
    ...(process === undefined ? {} : { process }),
    picklists: new Map(
      xml.all('picklistValues').map((list) => [(list.text('picklist') ?? '').toLowerCase(), offerIn(list)]),
    ),
  };
}

export const readProcess = (xml: Xml): ProcessDeclaration => ({
  name: xml.text('fullName') ?? '',
  path: xml.path,
  offer: offerIn(xml),
});

const isProcessField = (object: ObjectType, field: Field): boolean =>
  processFields[object.name.toLowerCase()] === field.name.toLowerCase();

/** What a record type offers of a picklist; undefined for all of its active values. */
export function offeredBy(
  object: ObjectType,
  type: RecordTypeDeclaration | undefined,
  field: Field,
): Offer | undefined {
  if (type === undefined) return undefined;
  if (!isProcessField(object, field)) return type.picklists?.get(field.name.toLowerCase());
  return object.declaration.processes?.find(({ name }) => name === type.process)?.offer;
}

/** Reports values and processes that record types name and the org does not have. */
export function checkRecordTypes(objects: Iterable<ObjectType>, problems: Problems): void {
  for (const object of objects) {
    const processField = object.byName.get(processFields[object.name.toLowerCase()] ?? '');
    const processes = object.declaration.processes ?? [];
    for (const { path, offer } of processes)
      if (processField !== undefined) checkOffer(processField, offer, path, problems);
    for (const { name, process, picklists = new Map<string, Offer>(), path } of object.recordTypes) {
      if (process !== undefined && processField !== undefined && processes.every((one) => one.name !== process))
        problems.addPart(
          path,
          `${object.name}, record type ${name}: no business process ${process}`,
          notFound('businessProcess', 'BusinessProcess', `${object.name}.${process}`),
        );
      for (const [picklist, offer] of picklists) {
        const field = object.byName.get(picklist);
        if (field?.values !== undefined) checkOffer(field, offer, path, problems);
        else if (picklist.endsWith('__c'))
          problems.addPart(
            path,
            `${object.name}, record type ${name}: no picklist ${picklist}`,
            notFound('picklist', 'CustomField', `${object.name}.${picklist}`),
          );
      }
    }
  }
}

function checkOffer(field: Field, { names }: Offer, path: string | undefined, problems: Problems): void {
  const known = new Set(field.values?.map(({ value }) => value.toLowerCase()));
  for (const name of names)
    if (!known.has(name.toLowerCase()))
      problems.addPart(
        path,
        `${field.object.name}.${field.name} has no value ${name}`,
        `Picklist value: ${name} in picklist: ${field.name} not found`,
      );
}
