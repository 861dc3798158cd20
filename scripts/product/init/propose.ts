/** A model of an org's own stages: their names, order and probabilities, and what the method asks for in such a stage. */
import type { Document, YAMLMap } from 'yaml';
import { fill, languages, messagesIn, said, type Text } from '../messages/index.ts';
import { groups } from '../vocabulary/index.ts';
import { limits } from '../model/index.ts';
import type { ChosenStages } from './chosen-stages.ts';
import { carryCoaching } from './coaching.ts';
import { carryContract } from './contract.ts';
import { placeStages } from '../stages/index.ts';
import type { OrgStage } from '../stages/index.ts';
import { carry, describeFields, type CarriedRequirements } from './requirements.ts';
import { reviewOf, type StageProposal } from './review.ts';
import { readTemplate, type Template, type TemplateStage } from './template.ts';

export interface Proposal {
  /** The model file. */
  readonly text: string;
  /** What its owner should look at, a sentence each. */
  readonly review: readonly string[];
}

const head = ` The sales model of your company, proposed from the stages of your org. README.md says what to look at.
 Edit it, then run \`npx tas compile\`.
 yaml-language-server: $schema=./tas-plus.schema.json`;
/** Per cent up to which a stage counts as open; 100 is for won deals alone. */
const mostOpen = 99;
const usualDays = 30;
const forecasts: Readonly<Record<string, string>> = {
  Pipeline: 'Pipeline',
  BestCase: 'BestCase',
  MostLikely: 'BestCase',
  Forecast: 'Forecast',
  Omitted: 'Omitted',
};

/** The shipped model in `templateText`, with the stages of an org in the place of its own. */
export function proposeModel(templateText: string, chosen: ChosenStages): Proposal {
  const template = readTemplate(templateText);
  const { document } = template;
  const placed = placeStages(
    template.stages.map((stage) => ({ ...stage, names: [...Object.values(stage.label), stage.name] })),
    chosen.open.map((stage) => ({ names: [stage.name, stage.label], probability: stage.probability })),
  );
  const stages = chosen.open.map((stage, index): StageProposal & { readonly carried: CarriedRequirements } => {
    const from = template.stages.filter((_, at) => placed[at]?.at === index);
    const named = template.stages.find((_, at) => placed[at]?.at === index && placed[at].by === 'name');
    const tracks = tracksOf(template, chosen, index, from);
    return { stage, from, named, tracks, carried: carry(document, from, tracks) };
  });
  const left = template.stages.filter((_, at) => placed[at]?.at === undefined);
  const requirements = stages.flatMap(({ carried }) => carried.requirements);
  describeFields(template.stages, requirements);
  const ids = template.stages.flatMap(({ id }, at): [number, number][] => {
    const index = placed[at]?.at;
    return index === undefined ? [] : [[id, index + 1]];
  });
  carryCoaching(document, new Map(ids), requirements);
  carryContract(document, requirements);
  document.commentBefore = head;
  document.set('version', 1);
  document.set(
    'name',
    document.createNode(
      said(({ init }) => init.modelName),
      { flow: true },
    ),
  );
  document.set('stages', document.createNode(stages.map((one, index) => stageNode(document, one, index + 1))));
  for (const end of ['won', 'lost'] as const) nameClosed(document, end, chosen[end]);
  return { text: document.toString({ lineWidth: 120 }), review: reviewOf(stages, left, chosen) };
}

/** First and last stage are on every track. One without requirements between them is on those that pass every stage. */
function tracksOf(
  { stages }: Template,
  { open }: ChosenStages,
  index: number,
  from: readonly TemplateStage[],
): readonly string[] {
  const all = [...new Set(stages.flatMap(({ tracks }) => tracks))];
  if (index === 0 || index === open.length - 1) return all;
  const throughout = all.filter((track) => stages.every(({ tracks }) => tracks.includes(track)));
  const some = from.length > 0 ? all.filter((track) => from.some(({ tracks }) => tracks.includes(track))) : throughout;
  return some.length > 0 ? some : all;
}

function stageNode(
  document: Document,
  { stage, from, named, tracks, carried }: StageProposal & { readonly carried: CarriedRequirements },
  id: number,
): YAMLMap {
  const label = labelOf(stage, named?.label);
  const flow = (value: unknown) => document.createNode(value, { flow: true });
  const mark = (key: 'start' | 'end' | 'task') => {
    const source = key === 'end' ? from.at(-1) : from[0];
    return (
      source?.node.get(key, true) ?? said(({ init }, language) => fill(init.marks[key], label[language] ?? stage.label))
    );
  };
  const node = document.createNode({
    id,
    name: stage.name,
    existing: true,
    label: flow(label),
    short: flow(shortOf(label, named?.short)),
    start: mark('start'),
    end: mark('end'),
    task: mark('task'),
    probability: Math.min(mostOpen, Math.max(0, Math.round(stage.probability))) || 0,
    forecast: forecasts[stage.forecast] ?? 'Pipeline',
    tracks: flow(tracks),
    ...(from.length > 0 && from.every(({ tender }) => tender) ? { tender: true } : {}),
    expectedDays: from.reduce((sum, { expectedDays }) => sum + expectedDays, 0) || usualDays,
  }) as YAMLMap;
  for (const group of groups) {
    const items = carried.requirements.filter((one) => one.group === group).map((one) => one.node);
    if (items.length > 0) node.set(document.createNode(group), document.createNode(items));
  }
  return node;
}

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** The org's own label, and in the other script what the method calls a stage of that name. */
function labelOf({ label }: OrgStage, named: Text | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    languages.map((language) => {
      // Of the script that the language itself is written in.
      const isOwn = isHan(label) === isHan(messagesIn(language).init.modelName);
      return [language, cut((isOwn ? undefined : named?.[language]) ?? label, limits.picklistValue)];
    }),
  );
}

function shortOf(label: Readonly<Record<string, string>>, named: Text | undefined): Record<string, string> {
  const short = ([language, text]: [string, string]): string =>
    text.length <= limits.shortName ? text : (named?.[language as keyof Text] ?? cut(text, limits.shortName));
  return Object.fromEntries(Object.entries(label).map((entry) => [entry[0], short(entry)]));
}

/** At most so many UTF-16 units, as a model counts them, and no half letter. */
function cut(text: string, most: number): string {
  let short = '';
  for (const letter of text) {
    if (short.length + letter.length > most) break;
    short += letter;
  }
  return short.trim();
}

function nameClosed(document: Document, end: 'won' | 'lost', stage: OrgStage | undefined): void {
  if (stage === undefined) return;
  const named = document.getIn(['closed', end, 'label']) as YAMLMap;
  const label = labelOf(stage, named.toJSON() as Text);
  document.setIn(['closed', end, 'name'], stage.name);
  document.setIn(['closed', end, 'label'], document.createNode(label, { flow: true }));
  document.setIn(['closed', end, 'existing'], true);
}
