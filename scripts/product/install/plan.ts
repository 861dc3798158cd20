/** Works a plan out: what the project says against what the org has. Nothing is written. */
import { baseLanguage } from '../model/index.ts';
import type { Member, SourceFile } from '../org/index.ts';
import { named } from '../terminal/index.ts';
import { asks } from './asks.ts';
import { differences } from './compare.ts';
import { InstallError } from './error.ts';
import { clash, mergeField } from './fields.ts';
import type { InstallOrg, OrgFacts } from './org.ts';
import { pathFor } from './path.ts';
import type { InstallPlan, PlanChange } from './plan-types.ts';
import type { InstallProject } from './project.ts';
import { isLeftOurs, leftBehind, leftNote } from './left-behind.ts';
import { extraChange, processesOf, recordTypes } from './governed-types.ts';
import { readLimits, roomFor } from './room.ts';
import { mergeProcess, processPath } from './sales-process.ts';
import { changeSentences } from './sentences.ts';
import { mergeStages } from './stage-set.ts';
import { mergeStageLabels, stageLabelsPath } from './stage-labels.ts';
import { fingerprint, readState, sourcesOf, type Files } from './state.ts';
import { parseXml, textOf } from './xml.ts';

export interface PlanOptions {
  /** Whether what the model no longer has is removed from the org. */
  readonly allowRemove: boolean;
  readonly now: () => Date;
  readonly onProgress: (what: string) => void;
}

export const stagesPath = 'standardValueSets/OpportunityStage.standardValueSet-meta.xml';
const stagesMember: Member = { type: 'StandardValueSet', name: 'OpportunityStage' };

const staleNote =
  'force-app/main/generated is not what the model says now. The plan holds what the model says; bring the folder up to date with tas compile.';

/**
 * Reads the org and works out what an apply would change.
 * @throws {InstallError} naming everything for which it cannot be installed.
 */
export async function makePlan(
  org: InstallOrg,
  project: InstallProject,
  facts: OrgFacts,
  { allowRemove, now, onProgress }: PlanOptions,
): Promise<InstallPlan> {
  const { model } = project;
  const wanted = filesFor(project, facts);
  onProgress('Reading what the org has');
  const guidance = await pathFor(org, model);
  const files: Files = new Map([...wanted.files, ...guidance.files]);
  const sources = await sourcesOf(files);
  const named = model.scope.recordTypes === 'all' ? [] : model.scope.recordTypes;
  const left = await leftBehind(org, sources);
  const languages = wanted.languages.map((language): Member => {
    return { type: 'StandardValueSetTranslation', name: `OpportunityStage-${language}` };
  });
  const types = named.map((name): Member => ({ type: 'RecordType', name: `Opportunity.${name}` }));
  const members = [...distinct(sources), ...left, stagesMember, ...languages, ...types];
  const first = await readState(org, members);
  const processes = await processesOf(org, named, first);
  const before = new Map([...first, ...processes.there]);
  const problems: string[] = [];
  const stages = mergeStages(parseXml(before.get(stagesPath) ?? '<StandardValueSet/>'), model, facts.language);
  problems.push(...stages.problems);
  const merged = mergedFields(files, before, allowRemove, problems);
  const target = new Map([...files, ...merged]);
  const extra = [
    ...processes.names.map((name) => mergeProcess(name, before.get(processPath(name)), model)),
    ...(await recordTypes(org, named, processes.byType, target, before)),
  ];
  target.set(stagesPath, stages.text);
  for (const { path, text } of extra) target.set(path, text);
  for (const language of wanted.languages) {
    const path = stageLabelsPath(language);
    target.set(path, mergeStageLabels(before.get(path), model, parseXml(stages.text), language));
  }
  const changes: PlanChange[] = [
    ...stages.changes.map(({ name, kind, sentences }): PlanChange => {
      return { kind: kind === 'added' ? 'add' : 'change', type: 'Stage', name, sentences: [...sentences] };
    }),
    ...extra.filter(({ isNew, sentences }) => isNew || sentences.length > 0).map(extraChange),
  ];
  for (const { text, fits } of roomFor(target, before, await readLimits(org)))
    if (fits === false) problems.push(`${text} Delete what nobody uses: Setup > Object Manager > Opportunity.`);
  const deploy = new Map<string, string>();
  if (stages.changes.length > 0) deploy.set(stagesPath, stages.text);
  for (const { path, text, isNew, sentences } of extra) if (isNew || sentences.length > 0) deploy.set(path, text);
  compareAll([...sources, ...labelSources(wanted.languages)], target, before, { changes, deploy, problems });
  const removable = left.filter((one) => isLeftOurs(one, before));
  if (allowRemove)
    changes.push(...removable.map(({ type, name }): PlanChange => ({ kind: 'remove', type, name, sentences: [] })));
  if (problems.length > 0)
    throw new InstallError('CannotInstall', {
      message: [...problems, `${problems.length} of this. Nothing was written to the org.`].join('\n'),
      exitCode: 3,
    });
  return {
    about: 'A plan of tas plan for one org. tas apply carries it out as it is; do not edit it.',
    format: 1,
    made: now().toISOString(),
    org: {
      id: org.orgId,
      instanceUrl: org.instanceUrl,
      name: facts.name,
      edition: facts.edition,
      isProduction: facts.isProduction,
    },
    model: { file: project.modelFile, version: model.version, hash: project.hash },
    members: [
      ...members,
      ...processes.names.map((name): Member => ({ type: 'BusinessProcess', name: `Opportunity.${name}` })),
    ],
    read: fingerprint(before),
    changes,
    asks: asks(project, before),
    notes: [
      ...(project.isStale ? [staleNote] : []),
      ...wanted.notes,
      ...guidance.notes,
      ...stages.notes,
      ...(removable.length > 0 && !allowRemove ? [leftNote(removable)] : []),
      ...scopeNotes(model.scope.recordTypes, facts),
    ],
    deploy: Object.fromEntries(deploy),
    remove: allowRemove ? removable : [],
  };
}

/** The project's files as far as the org can take them. */
function filesFor(
  { files, model }: InstallProject,
  facts: OrgFacts,
): { files: Files; languages: readonly string[]; notes: string[] } {
  const base = baseLanguage(model);
  const others = model.languages.slice(1);
  const on = others.filter((language) => facts.translations.includes(language) && language !== facts.language);
  const off: readonly string[] = others.filter((language) => !on.includes(language));
  const isOff = (path: string): boolean =>
    off.some(
      (language) =>
        path.startsWith(`translations/${language}.`) || new RegExp(`^objectTranslations/[^/]+-${language}/`).test(path),
    );
  return {
    files: new Map([...files].filter(([path]) => !isOff(path))),
    languages: on,
    notes: [
      ...off.map((language) =>
        language === facts.language
          ? `The org's own language is ${language}: its labels cannot be translations. Put ${language} first among the model's languages, and they are in ${language}.`
          : `${language} is not on in Translation Workbench: the texts in it are left out. Switch it on and plan again.`,
      ),
      ...(off.includes(facts.language) || base === facts.language
        ? []
        : [`The org's language is ${facts.language}, the model's first one is ${base}: labels will be in ${base}.`]),
    ],
  };
}

const keyOf = ({ type, name }: Member): string => `${type}:${name}`;

const distinct = (members: readonly Member[]): Member[] => [
  ...new Map(members.map(({ type, name }) => [keyOf({ type, name }), { type, name }])).values(),
];

function scopeNotes(scope: InstallProject['model']['scope']['recordTypes'], { recordTypes }: OrgFacts): string[] {
  if (scope !== 'all' || recordTypes.length === 0) return [];
  return [
    `The model governs deals of every record type (${recordTypes.join(', ')}), and names none: no sales process is changed, so deals of a process that does not offer the model's stages cannot enter them. Name the record types under scope.recordTypes, and they are offered there.`,
  ];
}

/** Our fields with the org's other values kept; problems with fields that are somebody else's. */
function mergedFields(files: Files, before: Files, allowRemove: boolean, problems: string[]): [string, string][] {
  return [...files].flatMap(([path, text]): [string, string][] => {
    const there = before.get(path);
    if (there === undefined || !path.endsWith('.field-meta.xml')) return [];
    const [, object = '', field = ''] = /^objects\/(\w+)\/fields\/(\w+)\./.exec(path) ?? [];
    const problem = clash(`${object}.${field}`, text, there);
    if (problem !== undefined) problems.push(problem);
    return [[path, mergeField(text, there, allowRemove)]];
  });
}

const labelSources = (languages: readonly string[]): SourceFile[] =>
  languages.map((language) => {
    return {
      path: stageLabelsPath(language),
      type: 'StandardValueSetTranslation',
      name: `OpportunityStage-${language}`,
    };
  });

interface Found {
  readonly changes: PlanChange[];
  readonly deploy: Map<string, string>;
  readonly problems: string[];
}

/** Types of which every file is deployed when one changes: a deploy replaces the whole. */
const wholes = new Set(['LightningComponentBundle', 'CustomObjectTranslation']);

function compareAll(sources: readonly SourceFile[], target: Files, before: Files, found: Found): void {
  const eager: string[] = [];
  for (const files of Map.groupBy(sources, keyOf).values()) {
    const [first] = files;
    if (first === undefined) continue;
    const { type, name } = first;
    const there = files.filter(({ path }) => before.has(path));
    const isNew = there.length === 0;
    const changed = files.flatMap(({ path }) => {
      const [ours, theirs] = [target.get(path) ?? '', before.get(path)];
      if (theirs === undefined) return [{ path, differences: [{ at: '', from: undefined, to: '' }] }];
      const differing = differences(path, ours, theirs);
      return differing.length === 0 ? [] : [{ path, differences: differing }];
    });
    if (type === 'ValidationRule' && isNew && textOf(parseXml(target.get(first.path) ?? ''), 'active') === 'true')
      eager.push(name);
    if (!isNew && changed.length === 0) continue;
    const sentences = isNew ? [] : changeSentences(type, changed);
    found.changes.push({ kind: isNew ? 'add' : 'change', type, name, sentences });
    for (const { path } of wholes.has(type) || isNew ? files : changed) found.deploy.set(path, target.get(path) ?? '');
  }
  if (eager.length > 0)
    found.problems.push(
      `${named(eager)} would be on from the first day: the model enforces them, and rules arrive switched off. Set their stages, movement and items to observe, apply, and switch them on with tas gates enforce.`,
    );
}
