/** Which gates refuse and which only watch: what the model says, what the rules in the org do, and the switch. */
import { readFileSync } from 'node:fs';
import { isMap, isScalar, parseDocument } from 'yaml';
import { writeWhole } from '../metadata/index.ts';
import type { SalesModel } from '../model/index.ts';
import type { Member } from '../org/index.ts';
import { InstallError } from './error.ts';
import type { InstallOrg } from './org.ts';
import type { InstallProject } from './project.ts';
import { readState, type Files } from './state.ts';
import { parseXml, textOf } from './xml.ts';

export type Enforcement = 'observe' | 'enforce';

export interface Gate {
  /** A stage's id, or what holds for every stage. */
  readonly id: number | 'movement' | 'items' | 'lead';
  readonly name: string;
  readonly model: Enforcement;
  /** Of its rules in the org. */
  readonly org: 'not installed' | 'off' | 'on' | 'partly on';
  readonly rules: readonly string[];
}

const rulePath = /^objects\/(\w+)\/validationRules\/(\w+)\.validationRule-meta\.xml$/;

/** Every gate of the model. */
export async function readGates(org: Pick<InstallOrg, 'metadata'>, { model, files }: InstallProject): Promise<Gate[]> {
  const rules = [...files.keys()].flatMap((path): Member[] => {
    const [, object, name] = rulePath.exec(path) ?? [];
    return object === undefined ? [] : [{ type: 'ValidationRule', name: `${object}.${name ?? ''}` }];
  });
  const there = await readState(org, rules);
  const gateOf = (name: string): Gate['id'] => {
    const [, stage] = /\.TAS_G0*(\d+)$/.exec(name) ?? [];
    if (stage !== undefined) return Number(stage);
    return /^(?:Opportunity|Contract)\./.test(name) ? 'movement' : name.startsWith('Lead.') ? 'lead' : 'items';
  };
  const byGate = Map.groupBy(
    rules.map(({ name }) => name),
    gateOf,
  );
  const gate = (id: Gate['id'], name: string, says: Enforcement): Gate => {
    const own = byGate.get(id) ?? [];
    return { id, name, model: says, org: stateOf(own, there), rules: own };
  };
  return [
    ...model.stages.map((stage) => gate(stage.id, stage.name, stage.enforcement)),
    gate('movement', 'Movement, grades, answers', model.enforcement.movement),
    gate('items', 'Gate items', model.enforcement.items),
    ...(model.lead === undefined ? [] : [gate('lead', 'Conversion of leads', model.lead.enforcement)]),
  ];
}

function stateOf(rules: readonly string[], there: Files): Gate['org'] {
  const states = rules.map((name) => {
    const [object = '', rule = ''] = name.split('.');
    const text = there.get(`objects/${object}/validationRules/${rule}.validationRule-meta.xml`);
    return text === undefined ? undefined : textOf(parseXml(text), 'active') === 'true';
  });
  if (states.every((state) => state === undefined)) return 'not installed';
  if (states.every((state) => state === true)) return 'on';
  return states.some((state) => state === true) ? 'partly on' : 'off';
}

/**
 * The text of a model file with gates switched, everything else as it is. `stages`: ids; none: every stage, movement and the conversion of leads.
 * A stage that refuses needs the rules of the items, so these are switched on with it, and off with the last one.
 * @throws {InstallError} for a stage that the model has not.
 */
export function switched(text: string, model: SalesModel, stages: readonly number[], to: Enforcement): string {
  const unknown = stages.filter((id) => !model.stages.some((stage) => stage.id === id));
  if (unknown.length > 0)
    throw new InstallError('UnknownStage', {
      message: `The model has no stage ${unknown.join(', ')}. It has ${model.stages.map(({ id, name }) => `${id} ${name}`).join(', ')}.`,
    });
  const all = stages.length === 0;
  const isMeant = (id: number): boolean => all || stages.includes(id);
  const left = model.stages.some(({ id, enforcement }) => !isMeant(id) && enforcement === 'enforce');
  const { movement, items } = model.enforcement;
  const paths = [
    ...model.stages.flatMap(({ id, enforcement }, index) =>
      isMeant(id) && enforcement !== to ? [['stages', index, 'enforcement']] : [],
    ),
    ...(all && movement !== to ? [['enforcement', 'movement']] : []),
    ...(all && model.lead !== undefined && model.lead.enforcement !== to ? [['lead', 'enforcement']] : []),
    ...((to === 'enforce' || !left) && items !== to ? [['enforcement', 'items']] : []),
  ];
  return paths.reduce((edited, path) => withScalar(edited, path, to), text);
}

/** The text with one value of it another; comments, order and spaces stay as people wrote them. */
function withScalar(text: string, path: readonly (string | number)[], value: string): string {
  const document = parseDocument(text);
  const node = document.getIn(path, true);
  if (isScalar(node) && Array.isArray(node.range)) {
    const [start, end] = node.range;
    return `${text.slice(0, start)}${value}${text.slice(end)}`;
  }
  // It was left out: it stands on a line of its own behind the first one of its map.
  const map = document.getIn(path.slice(0, -1), true);
  const first = isMap(map) && map.flow !== true ? map.items[0] : undefined;
  const key: unknown = first?.key;
  const last: unknown = first?.value;
  if (!isScalar(key) || !isScalar(last) || !Array.isArray(key.range) || !Array.isArray(last.range)) {
    document.setIn(path, value);
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  }
  const [start] = key.range;
  const line = text.lastIndexOf('\n', start) + 1;
  const end = text.indexOf('\n', last.range[1]);
  const at = end < 0 ? text.length : end;
  return `${text.slice(0, at)}\n${' '.repeat(start - line)}${String(path.at(-1))}: ${value}${text.slice(at)}`;
}

/** Switches gates in the model file. @throws {InstallError} */
export function switchGates(file: string, model: SalesModel, stages: readonly number[], to: Enforcement): void {
  writeWhole(file, switched(readFileSync(file, 'utf8'), model, stages, to));
}
