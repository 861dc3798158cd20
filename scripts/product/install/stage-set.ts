/**
 * The org's set of stages with the model's merged in: platform.md, decision 9. No value of the org's is lost, renamed,
 * moved among its own, or switched off.
 */
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { stageValues, type StageValue } from '../compile/index.ts';
import { leaf, parent, printXml, textOf, withChildren, type Element } from './xml.ts';

/** What the merge does with one stage. */
export interface StageChange {
  readonly name: string;
  readonly kind: 'added' | 'changed';
  readonly sentences: readonly string[];
}

export interface MergedStages {
  readonly text: string;
  readonly changes: readonly StageChange[];
  /** Why the org's stages and the model's cannot be one set. */
  readonly problems: readonly string[];
  /** What is worth a word. */
  readonly notes: readonly string[];
}

export interface WantedStage extends StageValue {
  readonly label: string;
  readonly description: string | undefined;
}

const longestDescription = 255;

/** The stages of a model with their marks as descriptions. `language`: of the org's labels. */
export function wantedStages(model: SalesModel, language: string): WantedStage[] {
  const base = baseLanguage(model);
  return stageValues(model).map((value): WantedStage => {
    const stage = model.stages.find(({ name }) => name === value.name);
    const inLanguage = (text: Readonly<Partial<Record<string, string>>>): string => text[language] ?? text[base] ?? '';
    const marks = stage === undefined ? undefined : `${inLanguage(stage.start)} → ${inLanguage(stage.end)}`;
    return {
      ...value,
      // A label in the language of the org; the value that deals store stays the model's.
      label: language === base || stage === undefined ? value.name : inLanguage(stage.label) || value.name,
      description: marks === undefined ? undefined : marks.slice(0, longestDescription),
    };
  });
}

const isTrue = (element: Element, tag: string): boolean => textOf(element, tag) === 'true';
const nameOf = (element: Element): string => textOf(element, 'fullName') ?? '';

/** Merges the model's stages into the set that was retrieved. `language`: the org's own. */
export function mergeStages(root: Element, model: SalesModel, language: string): MergedStages {
  const wanted = wantedStages(model, language);
  let values = root.children.filter(({ tag }) => tag === 'standardValue');
  const changes: StageChange[] = [];
  const problems: string[] = [];
  for (const [index, stage] of wanted.entries()) {
    const at = values.findIndex((value) => nameOf(value) === stage.name);
    const there = values[at];
    if (there !== undefined) {
      if (isTrue(there, 'closed') !== stage.isClosed || isTrue(there, 'won') !== stage.isWon)
        problems.push(
          `Stage "${stage.name}" is ${kindOf(there)} in the org, and ${kindName(stage.isClosed, stage.isWon)} in the model. Rename it in the model, or use a model of the org's own stages (tas init --from-org).`,
        );
      const { element, sentences } = changed(there, stage);
      values = values.with(at, element);
      if (sentences.length > 0) changes.push({ name: stage.name, kind: 'changed', sentences });
      continue;
    }
    const twin = values.find((value) => nameOf(value).toLowerCase() === stage.name.toLowerCase());
    if (twin !== undefined) {
      problems.push(
        `The org has the stage "${nameOf(twin)}", which differs from the model's "${stage.name}" in capital letters alone. Write it in the model as the org does.`,
      );
      continue;
    }
    values = values.toSpliced(placeOf(wanted, index, values), 0, made(stage));
    changes.push({ name: stage.name, kind: 'added', sentences: [`${stage.probability} %, ${stage.forecastCategory}`] });
  }
  const others = root.children.filter(({ tag }) => tag !== 'standardValue');
  return {
    text: printXml({ ...root, children: sortedTags([...others, ...values]) }),
    changes,
    problems,
    notes: orderNote(wanted, values),
  };
}

/** After the model's stage before it; the first one in front of all, where a converted lead lands; closed ones last. */
function placeOf(wanted: readonly WantedStage[], index: number, values: readonly Element[]): number {
  if (wanted[index]?.isClosed === true) return values.length;
  for (const { name } of wanted.slice(0, index).toReversed()) {
    const at = values.findIndex((value) => nameOf(value) === name);
    if (at >= 0) return at + 1;
  }
  return 0;
}

const made = (stage: WantedStage): Element =>
  parent('standardValue', [
    leaf('fullName', stage.name),
    leaf('default', false),
    leaf('label', stage.label),
    leaf('closed', stage.isClosed),
    ...(stage.description === undefined ? [] : [leaf('description', stage.description)]),
    leaf('forecastCategory', stage.forecastCategory),
    leaf('probability', stage.probability),
    leaf('won', stage.isWon),
  ]);

function changed(there: Element, stage: WantedStage): { element: Element; sentences: string[] } {
  const sentences: string[] = [];
  const news: Element[] = [];
  const set = (tag: string, to: string, say: (from: string) => string): void => {
    const from = textOf(there, tag) ?? '';
    if (from === to) return;
    news.push(leaf(tag, to));
    sentences.push(say(from));
  };
  // The platform leaves the element out where a value is active.
  if (textOf(there, 'isActive') === 'false') {
    news.push(leaf('isActive', true));
    sentences.push('is active again');
  }
  set('probability', String(stage.probability), (from) => `probability ${from || 'none'} → ${stage.probability} %`);
  set('forecastCategory', stage.forecastCategory, (from) => `forecast ${from || 'none'} → ${stage.forecastCategory}`);
  if (stage.description !== undefined)
    set('description', stage.description, (from) => `description ${from === '' ? 'added' : 'from the model'}`);
  return { element: withChildren(there, news), sentences };
}

const kindName = (closed: boolean, won: boolean): string => (won ? 'won' : closed ? 'lost' : 'open');
const kindOf = (value: Element): string => kindName(isTrue(value, 'closed'), isTrue(value, 'won'));

/** `sorted` and the like stand where the WSDL has them: by the alphabet. */
const sortedTags = (children: readonly Element[]): Element[] =>
  children.toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));

function orderNote(wanted: readonly WantedStage[], values: readonly Element[]): string[] {
  const open = wanted.filter(({ isClosed }) => !isClosed).map(({ name }) => name);
  const theirs = values.map(nameOf).filter((name) => open.includes(name));
  return theirs.every((name, index) => name === open[index])
    ? []
    : [
        `The org lists the model's stages in another order: ${theirs.join(', ')}. Their order stays; change it under Setup, Object Manager, Opportunity, Fields, Stage.`,
      ];
}

/**
 * The set as it is now with what a plan did to it taken back: stages it added are switched off, since the platform
 * deletes none; those it changed are as before. What others did since stays.
 */
export function withoutPlanned(
  before: Element,
  now: Element,
  changes: readonly { readonly kind: string; readonly type: string; readonly name: string }[],
): { text: string; inactive: readonly string[] } {
  const planned = new Map(changes.filter(({ type }) => type === 'Stage').map(({ name, kind }) => [name, kind]));
  const known = new Map(before.children.map((value) => [nameOf(value), value]));
  const inactive: string[] = [];
  const children = now.children.map((value) => {
    const kind = value.tag === 'standardValue' ? planned.get(nameOf(value)) : undefined;
    if (kind === 'change') return known.get(nameOf(value)) ?? value;
    if (kind !== 'add') return value;
    inactive.push(nameOf(value));
    return withChildren(value, [leaf('isActive', false)]);
  });
  return { text: printXml({ ...now, children }), inactive };
}
