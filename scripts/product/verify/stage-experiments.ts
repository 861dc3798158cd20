/** Stages: what a deploy does to those it does not name, and whether a sales process binds the API. */
import type { BusinessProcess, RecordType } from '@salesforce/types/metadata';
import { encoded, leaf, parent, parseXml, printXml, readState, textOf, type Element } from '../install/index.ts';
import { soql } from '../org/index.ts';
import { assumed, otherwise, untold, type Experiment, type Seen } from './experiment.ts';
import { said, type Lab } from './lab.ts';
import { component, type Component } from '../metadata/index.ts';
import { filesOf, labProcess, labStage, labType } from './lab-metadata.ts';

const setPath = 'standardValueSets/OpportunityStage.standardValueSet-meta.xml';

const isOurs = (value: Element): boolean => textOf(value, 'fullName') === labStage;

const ownStage = (active: boolean): Element =>
  parent('standardValue', [
    leaf('fullName', labStage),
    leaf('default', false),
    ...(active ? [] : [leaf('isActive', false)]),
    leaf('label', labStage),
    leaf('closed', false),
    leaf('forecastCategory', 'Pipeline'),
    leaf('probability', 5),
    leaf('won', false),
  ]);

/** The org's stages as they are, without ours. */
async function theirStages(lab: Lab): Promise<Element> {
  const files = await readState(lab.org, [{ type: 'StandardValueSet', name: 'OpportunityStage' }]);
  const root = parseXml(files.get(setPath) ?? '');
  return { ...root, children: root.children.filter((one) => !isOurs(one)) };
}

const withOurs = (root: Element, active: boolean): string =>
  printXml({ ...root, children: [...root.children.filter(({ tag }) => tag !== 'sorted'), ownStage(active)] });

async function isActive(lab: Lab): Promise<boolean | undefined> {
  const rows = await lab.rows(soql`SELECT IsActive FROM OpportunityStage WHERE ApiName = ${labStage}`, ['IsActive']);
  return rows[0] === undefined ? undefined : rows[0][0] === 'true';
}

/** Adds a stage of our own and deploys the org's set without it: no stage of the org's is ever left out. */
async function leaveOut(lab: Lab): Promise<Seen> {
  const root = await theirStages(lab);
  await lab.deployed(new Map([[setPath, withOurs(root, true)]]));
  if ((await isActive(lab)) !== true) return otherwise(`the new stage "${labStage}" was deployed, and is not active`);
  await lab.deployed(new Map([[setPath, printXml(root)]]));
  const after = await isActive(lab);
  if (after === true) return otherwise('a stage that the deployed set did not name stayed active');
  return assumed(after === false ? 'it was switched off' : 'it was gone');
}

const processFile = (stages: readonly string[]): Component =>
  component<BusinessProcess>(
    `objects/Opportunity/businessProcesses/${labProcess}.businessProcess-meta.xml`,
    'BusinessProcess',
    {
      fullName: labProcess,
      isActive: true,
      values: stages.map((stage, at) => ({ fullName: encoded(stage), default: at === 0 })),
    },
  );

const typeFile = (active: boolean): Component =>
  component<RecordType>(`objects/Opportunity/recordTypes/${labType}.recordType-meta.xml`, 'RecordType', {
    fullName: labType,
    active,
    businessProcess: labProcess,
    label: 'TASV type',
  });

async function leaveProcess(lab: Lab): Promise<Seen> {
  const [first, outside] = await lab.openStages();
  if (first === undefined || outside === undefined) return untold('the org has fewer than two open stages');
  const stages = [first, ...(await lab.closedStages())];
  await lab.deployed(filesOf([processFile(stages), typeFile(true)]));
  const [type] = await lab.rows(typeQuery, ['Id', 'IsActive']);
  const deal = await lab.deal({ StageName: first, RecordTypeId: type?.[0] ?? null });
  const { errors } = await lab.change('Opportunity', deal, { StageName: outside });
  return errors.length === 0
    ? assumed(`a deal was moved by the API to "${outside}", which its sales process does not offer`)
    : otherwise(`it was refused: ${said(errors)}`);
}

const typeQuery = soql`SELECT Id, IsActive FROM RecordType WHERE SobjectType = 'Opportunity' AND DeveloperName = ${labType}`;

/** Switches off what no API deletes, of this run and of one that was cut off; answers what there is of it, in words. */
export async function switchOff(lab: Lab): Promise<string[]> {
  const left: string[] = [];
  const stage = await isActive(lab);
  if (stage === true) await lab.deployed(new Map([[setPath, withOurs(await theirStages(lab), false)]]));
  if (stage !== undefined) left.push(`stage "${labStage}", switched off`);
  const [type] = await lab.rows(typeQuery, ['Id', 'IsActive']);
  if (type?.[1] === 'true') await lab.deployed(filesOf([typeFile(false)]));
  if (type !== undefined) left.push(`record type ${labType}, switched off, and its sales process ${labProcess}`);
  return left;
}

export const stageExperiments: readonly Experiment[] = [
  {
    id: 'stage-left-out',
    subject: 'Stages',
    question: 'What becomes of a stage that a deployed set of stages does not name?',
    assumed: 'It is switched off, so a deploy that forgets one does harm.',
    otherwise: 'Nothing: tas plan sends the full set in either case.',
    run: leaveOut,
  },
  {
    id: 'stage-outside-process',
    subject: 'Stages',
    question: 'Does the API take a stage that the sales process of the record type does not offer?',
    assumed: 'It does, so a rule of TAS+ asks whether the stage belongs to the model.',
    otherwise: 'Nothing: the rule is stricter than it needs to be.',
    run: leaveProcess,
  },
];
