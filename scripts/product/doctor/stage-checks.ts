/** Stages of the org against the model's, and the sales processes and record types that offer them. */
import { activeValues, parseXml, textOf, type Element, type InstallProject } from '../install/index.ts';
import { stageValues } from '../compile/index.ts';
import { named } from '../terminal/index.ts';
import { blocker, note, ok, warning, type Finding } from './finding.ts';
import type { Picture } from './picture.ts';

const setupStages = 'Setup > Object Manager > Opportunity > Fields & Relationships > Stage';

export function stageFindings({ stages }: Picture, { model }: InstallProject): Finding[] {
  if (stages === undefined)
    return [
      note(
        'stages',
        'The stages of the org cannot be read.',
        'They may clash with those of the model.',
        'Ask for the right View Setup.',
      ),
    ];
  const found: Finding[] = [];
  const missing: string[] = [];
  for (const { name, isClosed, isWon } of stageValues(model)) {
    const there = stages.find(({ ApiName }) => ApiName === name);
    const twin = stages.find(({ ApiName = '' }) => ApiName.toLowerCase() === name.toLowerCase());
    if (there === undefined && twin !== undefined)
      found.push(
        blocker(
          'stage-twin',
          `The org has the stage "${twin['ApiName'] ?? ''}", the model "${name}".`,
          'They differ in capital letters alone, which the platform takes for one stage and rules for two.',
          'Write the stage in the model as the org does.',
        ),
      );
    else if (there === undefined) missing.push(name);
    else if (there['IsClosed'] !== String(isClosed) || there['IsWon'] !== String(isWon))
      found.push(
        blocker(
          'stage-kind',
          `Stage "${name}" is ${kind(there['IsClosed'] === 'true', there['IsWon'] === 'true')} in the org and ${kind(isClosed, isWon)} in the model.`,
          'Gates would take closed deals for open ones, or the other way round.',
          'Rename the stage in the model, or take the stages of the org: tas init --from-org.',
        ),
      );
    else if (there['IsActive'] !== 'true')
      found.push(
        warning(
          'stage-inactive',
          `Stage "${name}" of the model is switched off in the org.`,
          'No deal can be moved into it.',
          `${setupStages} > Inactive Values > Activate.`,
        ),
      );
  }
  if (missing.length > 0)
    found.push(
      note(
        'stages-missing',
        `Not in the org yet: ${named(missing)}.`,
        'Deals cannot be in these stages before the install.',
        'tas plan shows how they are added; the stages of the org stay.',
      ),
    );
  return found.length > 0 ? found : [ok('stages', 'Every stage of the model is in the org and active.')];
}

const kind = (isClosed: boolean, isWon: boolean): string => (isWon ? 'won' : isClosed ? 'closed' : 'open');

/** A name in a list or a file's name, written like an address. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What a list of a process or record type offers. */
const offered = (element: Element): Set<string> =>
  new Set(
    element.children.filter(({ tag }) => tag === 'values').map((value) => decoded(textOf(value, 'fullName') ?? '')),
  );

const fileOf = (folder: string, name: string, suffix: string): string =>
  `objects/Opportunity/${folder}/${name}.${suffix}-meta.xml`;

/** Of the record types that the model governs: the stages and values of ours that they do not offer. */
export function recordTypeFindings({ files, facts }: Picture, { model, files: ours }: InstallProject): Finding[] {
  const scope = model.scope.recordTypes;
  const governed = scope === 'all' ? facts.recordTypes : scope;
  const found: Finding[] = [];
  const absent = governed.filter((name) => !facts.recordTypes.includes(name));
  if (absent.length > 0)
    found.push(
      note(
        'record-type-missing',
        `The model names record types that the org has not: ${named(absent)}.`,
        'An install makes them.',
        'Compare the spelling with Setup > Object Manager > Opportunity > Record Types; scope.recordTypes takes the API names.',
      ),
    );
  for (const name of governed) {
    const text = files.get(fileOf('recordTypes', name, 'recordType'));
    const type = text === undefined ? undefined : parseXml(text);
    if (type === undefined || textOf(type, 'active') === 'false') continue;
    found.push(...processFindings(name, type, files, model), ...valueFindings(name, type, files, ours));
  }
  return found.length > 0
    ? found
    : [
        ok(
          'record-types',
          governed.length === 0
            ? 'The org has no record types of deals.'
            : `Record types offer the model's stages and values: ${named(governed)}.`,
        ),
      ];
}

function processFindings(
  name: string,
  type: Element,
  files: Picture['files'],
  model: InstallProject['model'],
): Finding[] {
  const process = textOf(type, 'businessProcess') ?? '';
  const text = files.get(fileOf('businessProcesses', process, 'businessProcess'));
  if (text === undefined) return [];
  const there = offered(parseXml(text));
  const missing = stageValues(model).flatMap((stage) => (there.has(stage.name) ? [] : [stage.name]));
  if (missing.length === 0) return [];
  const isNamed = model.scope.recordTypes !== 'all';
  return [
    (isNamed ? note : warning)(
      'process-stages',
      `The sales process "${process}" of record type ${name} does not offer ${named(missing)}.`,
      'People cannot choose these stages for such deals.',
      isNamed
        ? 'tas plan adds them to this process.'
        : `Name ${name} under scope.recordTypes in the model, and tas plan adds them; or Setup > Sales Processes > ${process}.`,
    ),
  ];
}

function valueFindings(name: string, type: Element, files: Picture['files'], ours: InstallProject['files']): Finding[] {
  const lists = new Map(
    type.children
      .filter(({ tag }) => tag === 'picklistValues')
      .map((list) => [textOf(list, 'picklist') ?? '', offered(list)]),
  );
  const short = [...ours].flatMap(([path, text]) => {
    const field = /^objects\/Opportunity\/fields\/(\w+)\.field-meta\.xml$/.exec(path)?.[1];
    if (field === undefined || !files.has(path)) return [];
    const known = lists.get(field) ?? new Set();
    return activeValues(text).some(({ value }) => !known.has(value)) ? [field] : [];
  });
  if (short.length === 0) return [];
  return [
    warning(
      'record-type-values',
      `Record type ${name} does not offer every value of ${named(short)}.`,
      'A restricted list refuses the values that it does not offer.',
      `Setup > Object Manager > Opportunity > Record Types > ${name} > Picklists; or name it under scope.recordTypes and run tas plan.`,
    ),
  ];
}
