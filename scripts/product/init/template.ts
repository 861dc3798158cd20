/** A shipped model as text that is edited, with its comments and its way of writing kept. */
import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { groups, type Group } from '../vocabulary/index.ts';

export interface Template {
  readonly document: Document;
  readonly stages: readonly TemplateStage[];
}

export interface TemplateStage {
  /** The stage as it is written. */
  readonly node: YAMLMap;
  readonly id: number;
  readonly name: string;
  readonly label: Readonly<Record<string, string>>;
  readonly short: Readonly<Record<string, string>>;
  readonly probability: number;
  readonly tracks: readonly string[];
  readonly tender: boolean;
  readonly expectedDays: number;
}

/** @throws where the text is no model; the shipped ones are. */
export function readTemplate(text: string): Template {
  const document = parseDocument(text);
  const list = document.get('stages');
  if (!isSeq(list)) throw new Error('the template has no list of stages');
  const read = document.toJS() as { readonly stages: readonly Omit<TemplateStage, 'node'>[] };
  const stages = list.items.flatMap((node, index): TemplateStage[] => {
    const values = read.stages[index];
    if (!isMap(node) || values === undefined) return [];
    return [{ ...values, node, tender: (values as { readonly tender?: boolean }).tender === true }];
  });
  return { document, stages };
}

export interface WrittenRequirement {
  readonly group: Group;
  readonly node: YAMLMap;
}

/** Requirements of a stage, in the order of the method's groups; copies that may be changed. */
export const requirementNodes = ({ node }: TemplateStage): WrittenRequirement[] =>
  groups.flatMap((group) => {
    const list = node.get(group);
    return isSeq(list) ? list.items.flatMap((item) => (isMap(item) ? [{ group, node: copyOf(item) }] : [])) : [];
  });

function copyOf(node: YAMLMap): YAMLMap {
  const copy: unknown = node.clone();
  if (!isMap(copy)) throw new Error('a copy of a map is no map');
  return copy;
}

/** The fields that a requirement asks for, as they are written. */
export function fieldNodes(requirement: YAMLMap): YAMLMap[] {
  const list: unknown = requirement.get('fields');
  return isSeq(list) ? list.items.filter((item) => isMap(item)) : [];
}

/** The value of a key as text; empty where it has none. */
export function textAt(node: YAMLMap, key: string): string {
  const value: unknown = node.get(key, true);
  return isScalar(value) ? String(value.value) : '';
}
