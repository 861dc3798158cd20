/** Setup rows of metadata that this org keeps and does not execute: flows, workflow rules, approvals, paths, pages, triggers. */
import { componentOf } from '../metadata-api/component.ts';
import type { Xml } from '../schema/xml.ts';
import { metadataOf } from './metadata-value.ts';
import {
  componentsOf,
  durableId,
  objectOf,
  partName,
  sharedBy,
  type Component,
  type SetupRow,
  type SetupSource,
} from './source.ts';

/** Older projects keep a file for each version of a flow: `Close_Deal-3`. */
const flowName = (fullName: string): string => fullName.replace(/-\d+$/, '');
const flowVersion = (fullName: string): number => Number(/-(\d+)$/.exec(fullName)?.[1] ?? 1);

interface FlowVersions {
  readonly name: string;
  readonly latest: Component;
  readonly active: Component | undefined;
}

/** Flows by name, with the version that runs. */
function flowsOf(source: SetupSource): FlowVersions[] {
  const byName = new Map<string, Component[]>();
  for (const flow of componentsOf(source, 'Flow')) {
    const versions = byName.get(flowName(flow.fullName)) ?? [];
    byName.set(flowName(flow.fullName), [...versions, flow]);
  }
  const chosen = new Map(
    [...componentsOf(source, 'FlowDefinition')].map(({ fullName, xml }) => [
      fullName,
      xml.number('activeVersionNumber'),
    ]),
  );
  return [...byName].flatMap(([name, versions]) => {
    const sorted = versions.toSorted((a, b) => flowVersion(a.fullName) - flowVersion(b.fullName));
    const latest = sorted.at(-1);
    // A FlowDefinition, where there is one, says which version runs; else each file says so of itself.
    const number = chosen.get(name);
    const active = chosen.has(name)
      ? sorted.find(({ fullName }) => flowVersion(fullName) === number)
      : sorted.findLast(({ xml }) => xml.text('status') === 'Active');
    return latest === undefined ? [] : [{ name, latest, active }];
  });
}

/** What starts a flow: its start element; a process of Process Builder says it in its own data. */
function startOf(xml: Xml): { object?: string; trigger?: string; record?: string; order?: number } {
  const start = xml.one('start');
  const ofProcess = xml
    .all('processMetadataValues')
    .find((one) => one.text('name') === 'ObjectType')
    ?.one('value')
    ?.text('stringValue');
  const object = start?.text('object') ?? ofProcess;
  const [trigger, record] = [start?.text('triggerType'), start?.text('recordTriggerType')];
  const order = xml.number('triggerOrder');
  return {
    ...(object === undefined ? {} : { object }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(record === undefined ? {} : { record }),
    ...(order === undefined ? {} : { order }),
  };
}

export function* flows(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'Flow'))
    yield {
      ...shared,
      Id: id,
      MasterLabel: xml.text('label') ?? fullName,
      Description: xml.text('description') ?? null,
      ProcessType: xml.text('processType') ?? null,
      Status: xml.text('status') ?? 'Draft',
      DefinitionId: sharedBy(source, 'FlowDefinition', flowName(fullName)).id,
      VersionNumber: flowVersion(fullName),
      ApiVersion: xml.number('apiVersion') ?? null,
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
}

export function* flowDefinitions(source: SetupSource): Generator<SetupRow> {
  for (const { name, latest, active } of flowsOf(source)) {
    const { id, shared } = sharedBy(source, 'FlowDefinition', name);
    yield {
      ...shared,
      Id: id,
      DeveloperName: name,
      MasterLabel: latest.xml.text('label') ?? name,
      Description: latest.xml.text('description') ?? null,
      ActiveVersionId: active?.id ?? null,
      LatestVersionId: latest.id,
    };
  }
}

export function* flowDefinitionViews(source: SetupSource): Generator<SetupRow> {
  for (const { name, latest, active } of flowsOf(source)) {
    const { xml } = active ?? latest;
    const { id } = sharedBy(source, 'FlowDefinition', name);
    const { object, trigger, record, order } = startOf(xml);
    yield {
      Id: id,
      DurableId: id,
      ApiName: name,
      Label: xml.text('label') ?? name,
      Description: xml.text('description') ?? null,
      ProcessType: xml.text('processType') ?? null,
      TriggerType: trigger ?? null,
      RecordTriggerType: record ?? null,
      TriggerOrder: order ?? null,
      TriggerObjectOrEventId: object === undefined ? null : durableId(source, object),
      TriggerObjectOrEventLabel: object === undefined ? null : (objectOf(source, object)?.label ?? object),
      ActiveVersionId: active?.id ?? null,
      LatestVersionId: latest.id,
      IsActive: active !== undefined,
      IsOutOfDate: active !== undefined && active !== latest,
      VersionNumber: flowVersion((active ?? latest).fullName),
      ApiVersion: xml.number('apiVersion') ?? null,
      ManageableState: 'unmanaged',
      LastModifiedDate: latest.shared['LastModifiedDate'] ?? null,
    };
  }
}

export function* workflowRules(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'WorkflowRule')) {
    const [object, name] = partName(fullName);
    yield {
      ...shared,
      Id: id,
      Name: name,
      TableEnumOrId: durableId(source, object),
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
  }
}

/** Approval processes, by the name that the data API has for them. */
export function* processDefinitions(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'ApprovalProcess')) {
    const [object, name] = partName(fullName);
    yield {
      ...shared,
      Id: id,
      Name: xml.text('label') ?? name,
      DeveloperName: name,
      Type: 'Approval',
      Description: xml.text('description') ?? null,
      TableEnumOrId: durableId(source, object),
      State: xml.flag('active') === true ? 'Active' : 'Inactive',
    };
  }
}

export function* pathAssistants(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'PathAssistant'))
    yield {
      ...shared,
      Id: id,
      DeveloperName: fullName,
      MasterLabel: xml.text('masterLabel') ?? fullName,
      SobjectType: xml.text('entityName') ?? null,
      SobjectProcessField: xml.text('fieldName') ?? null,
      // The one for records without a type has no record type.
      RecordTypeId: recordTypeId(source, xml),
      IsActive: xml.flag('active') ?? false,
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
}

function recordTypeId({ org }: SetupSource, xml: Xml): string | null {
  const types = org.objects.get('recordtype');
  const slot = (name: string): number => types?.byName.get(name)?.slot ?? -1;
  for (const { id, values } of types?.table.rows() ?? [])
    if (
      values[slot('developername')] === xml.text('recordTypeName') &&
      values[slot('sobjecttype')] === xml.text('entityName')
    )
      return id;
  return null;
}

export function* layouts(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'Layout')) {
    const [object = '', ...name] = fullName.split('-');
    yield {
      ...shared,
      Id: id,
      Name: decodeURIComponent(name.join('-').replace(/%(?![0-9a-f]{2})/gi, '%25')),
      TableEnumOrId: durableId(source, object),
      LayoutType: 'Standard',
      EntityDefinitionId: durableId(source, object),
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
  }
}

export function* flexiPages(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'FlexiPage')) {
    const object = xml.text('sobjectType');
    yield {
      ...shared,
      Id: id,
      DeveloperName: fullName,
      MasterLabel: xml.text('masterLabel') ?? fullName,
      Type: xml.text('type') ?? null,
      Description: xml.text('description') ?? null,
      EntityDefinitionId: object === undefined ? null : durableId(source, object),
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
  }
}

/** `trigger X on Opportunity (before insert, after update) { … }` */
const triggerHead = /\btrigger\s+(\w+)\s+on\s+(\w+)\s*\(([^)]*)\)/i;

export function* apexTriggers(source: SetupSource): Generator<SetupRow> {
  for (const path of source.store.paths) {
    const found = path.endsWith('.trigger') ? componentOf(path) : undefined;
    if (found === undefined) continue;
    const body = source.store.text(path) ?? '';
    const [, , object = '', events = ''] = triggerHead.exec(body) ?? [];
    const when = new Set(
      events
        .toLowerCase()
        .split(/\s*,\s*/)
        .map((event) => event.trim().replaceAll(/\s+/g, ' ')),
    );
    const { id, shared } = sharedBy(source, 'ApexTrigger', found.fullName);
    const status = /<status>(\w+)<\/status>/.exec(source.store.text(`${path}-meta.xml`) ?? '')?.[1];
    yield {
      ...shared,
      Id: id,
      Name: found.fullName,
      TableEnumOrId: durableId(source, object),
      EntityDefinitionId: durableId(source, object),
      Status: status ?? 'Active',
      Body: body,
      UsageBeforeInsert: when.has('before insert'),
      UsageBeforeUpdate: when.has('before update'),
      UsageBeforeDelete: when.has('before delete'),
      UsageAfterInsert: when.has('after insert'),
      UsageAfterUpdate: when.has('after update'),
      UsageAfterDelete: when.has('after delete'),
      UsageAfterUndelete: when.has('after undelete'),
    };
  }
}
