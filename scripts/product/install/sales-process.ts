/**
 * The model's stages in the sales processes of the record types that it names, and its picklists in those record types.
 * No other process or record type is ever deployed: a deploy replaces their lists, and a managed one cannot be.
 */
import type { SalesModel } from '../model/index.ts';
import { stageValues } from '../compile/index.ts';
import { leaf, parent, parseXml, printXml, textOf, type Element } from './xml.ts';

export const recordTypePath = (name: string): string => `objects/Opportunity/recordTypes/${name}.recordType-meta.xml`;
export const processPath = (name: string): string =>
  `objects/Opportunity/businessProcesses/${name}.businessProcess-meta.xml`;

/** A name in a list of values is written like an address. */
export const encoded = (value: string): string => encodeURIComponent(value).replaceAll('%20', ' ');
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

export interface Merged {
  readonly path: string;
  readonly text: string;
  readonly sentences: readonly string[];
  readonly isNew: boolean;
}

/** The model's stages in a process that is there, or a new one of them alone, the first stage first. */
export function mergeProcess(name: string, there: string | undefined, model: SalesModel): Merged {
  const stages = stageValues(model).map((stage) => stage.name);
  if (there === undefined) {
    const values = stages.map((stage, at) =>
      parent('values', [leaf('fullName', encoded(stage)), leaf('default', at === 0)]),
    );
    const root = parent('BusinessProcess', [
      leaf('fullName', name),
      leaf('description', 'TAS+: the stages of the sales model.'),
      leaf('isActive', true),
      ...values,
    ]);
    return {
      path: processPath(name),
      text: printXml(root),
      sentences: [`the stages of the model: ${stages.join(', ')}`],
      isNew: true,
    };
  }
  const root = parseXml(there);
  const known = root.children
    .filter(({ tag }) => tag === 'values')
    .map((value) => decoded(textOf(value, 'fullName') ?? ''));
  const missing = stages.filter((stage) => !known.includes(stage));
  return {
    path: processPath(name),
    text: missing.length === 0 ? there : printXml(withValues(root, missing)),
    sentences: missing.length === 0 ? [] : [`offers ${missing.join(', ')} too`],
    isNew: false,
  };
}

const withValues = (root: Element, missing: readonly string[]): Element => {
  const values = missing.map((stage) => parent('values', [leaf('fullName', encoded(stage)), leaf('default', false)]));
  return { ...root, children: [...root.children, ...values] };
};

/** A picklist field and its values, as a record type lists them. */
export interface OfferedField {
  readonly field: string;
  readonly values: readonly string[];
}

/** The model's picklists in a record type that is there, or a new one that offers all there is. */
export function mergeRecordType(options: {
  readonly name: string;
  readonly there: string | undefined;
  readonly process: string;
  /** Of the package. */
  readonly own: readonly OfferedField[];
  /** The org's others, for a new record type. */
  readonly others: readonly OfferedField[];
}): Merged {
  const { name, there, process, own, others } = options;
  if (there === undefined) {
    const fields = [...own, ...others].toSorted((a, b) => (a.field < b.field ? -1 : 1));
    const root = parent('RecordType', [
      leaf('fullName', name),
      leaf('active', true),
      leaf('businessProcess', process),
      leaf('description', 'TAS+: deals that the sales model governs.'),
      leaf('label', name.replaceAll('_', ' ')),
      ...fields.map(picklist),
    ]);
    return { path: recordTypePath(name), text: printXml(root), sentences: [`sales process ${process}`], isNew: true };
  }
  const root = parseXml(there);
  const sentences: string[] = [];
  let { children } = root;
  for (const field of own) {
    const at = children.findIndex((one) => one.tag === 'picklistValues' && textOf(one, 'picklist') === field.field);
    const listed = children[at];
    const known =
      listed?.children.filter(({ tag }) => tag === 'values').map((one) => decoded(textOf(one, 'fullName') ?? '')) ?? [];
    const missing = field.values.filter((value) => !known.includes(value));
    if (missing.length === 0) continue;
    sentences.push(
      `offers ${missing.length === field.values.length ? 'all values' : missing.join(', ')} of ${field.field}`,
    );
    children =
      listed === undefined
        ? [...children, picklist(field)]
        : children.with(at, { ...listed, children: [...listed.children, ...missing.map(offered)] });
  }
  return {
    path: recordTypePath(name),
    text: sentences.length === 0 ? there : printXml({ ...root, children }),
    sentences,
    isNew: false,
  };
}

const offered = (value: string): Element =>
  parent('values', [leaf('fullName', encoded(value)), leaf('default', false)]);

const picklist = ({ field, values }: OfferedField): Element =>
  parent('picklistValues', [leaf('picklist', field), ...values.map(offered)]);
