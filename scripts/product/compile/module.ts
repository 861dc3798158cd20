/** The Lightning web component module `c/tasModel`: model, engine and texts for the panel, all generated. */
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/index.ts';
import type { Chances, SalesModel } from '../model/index.ts';
import {
  boardLabels,
  chanceLabels,
  coachLabels,
  contractLabels,
  elementLabels,
  homeLabels,
  leadLabels,
  mapLabels,
  modelLabels,
  panelLabels,
  registrationLabels,
  type Label,
} from './labels.ts';
import { modelLines } from './model-script.ts';
import { boardQueryLines } from './board-queries.ts';
import { coachQueryLines } from './coach-queries.ts';
import { contractQueryLines } from './contract-query.ts';
import { leadQueryLines } from './lead-query.ts';
import { homeQueryLines } from './home-queries.ts';
import { mapQueryLines } from './map-queries.ts';
import { queryLines } from './queries.ts';
import { registrationQueryLines } from './registration-queries.ts';

const folder = 'lwc/tasModel';

/** The module without its engine, which is the same for every model. */
export const modelModule = (model: SalesModel, origin: string): Component[] => [
  script('tasModel', origin, [
    `export { modelHash, model } from './model';`,
    `export { requirements } from './requirements';`,
    `export { messages, texts } from './texts';`,
    `export { dealNode, dealQuery, mapSnapshot, namesNode, namesQuery, teamQuery } from './queries';`,
    `export * from './engine';`,
    `export { field, groups, item, itemField, itemKey, permission, registration, registrationField, relationOf } from './vocabulary';`,
  ]),
  script('model', origin, modelLines(model)),
  script('requirements', origin, [
    `import { groups } from './groups';`,
    `import { model } from './model';`,
    `/** Every requirement, with the id of its stage. */`,
    `export const requirements = model.stages.flatMap((stage) =>`,
    `  groups.flatMap((group) => stage[group].map((one) => ({ ...one, stage: stage.id }))),`,
    `);`,
  ]),
  script('texts', origin, textLines(modelLabels(model), panelLabels)),
  script('queries', origin, queryLines(model)),
  component<LightningComponentBundle>(
    `${folder}/tasModel.js-meta.xml`,
    'LightningComponentBundle',
    {
      apiVersion: 66,
      description: 'TAS+ sales model and gate engine, generated. Read by the stage gate panel.',
      isExposed: false,
      masterLabel: 'TAS+ sales model',
    },
    origin,
  ),
];

/** What a page needs of a model beside `c/tasModel`: its queries and its texts, in a module `NAMEModel`. */
function pageModule(
  page: { readonly name: string; readonly label: string; readonly labels: readonly Label[] },
  exported: string,
  queries: readonly string[],
  origin: string,
  more: readonly string[] = [],
): Component[] {
  const name = `${page.name}Model`;
  const own = `lwc/${name}`;
  return [
    script(
      name,
      origin,
      [`export { messages } from './texts';`, `export { ${exported} } from './queries';`, ...more],
      own,
    ),
    script('texts', origin, groupLines(page.labels), own),
    script('queries', origin, queries, own),
    component<LightningComponentBundle>(
      `${own}/${name}.js-meta.xml`,
      'LightningComponentBundle',
      {
        apiVersion: 66,
        description: `${page.label}: queries and texts of the sales model, generated.`,
        isExposed: false,
        masterLabel: `${page.label} model`,
      },
      origin,
    ),
  ];
}

export const homeModule = (model: SalesModel, origin: string): Component[] =>
  pageModule(
    { name: 'tasHome', label: 'TAS+ home page', labels: homeLabels },
    'homeQuery, ownQuery, peopleQuery, runField, runRecord, seesMoney',
    homeQueryLines(model),
    origin,
  );

export const boardModule = (model: SalesModel, origin: string): Component[] =>
  pageModule(
    { name: 'tasBoard', label: 'TAS+ board', labels: boardLabels },
    'ages, blockedQuery, cardsQuery, countsQuery, letters',
    boardQueryLines(model),
    origin,
  );

/**
 * The module `c/tasLeadModel` but for its engine, which is the same for every model. `lead` is null where the model has no
 * leads: then the panel shows nothing.
 */
export const leadModule = (model: SalesModel, origin: string): Component[] =>
  pageModule(
    { name: 'tasLead', label: 'TAS+ Lead panel', labels: [...leadLabels, ...elementLabels(model)] },
    'lead, leadDealField, leadField, twinsQuery',
    leadQueryLines(model),
    origin,
    [`export * from './engine';`],
  );

/** The module `c/tasChart`: the geometry of charts, the same for every model. `code`: what `chartScript` gives. */
export const chartModule = (code: string, origin: string): Component[] => [
  script('tasChart', origin, [code.trimEnd()], 'lwc/tasChart'),
  component<LightningComponentBundle>(
    'lwc/tasChart/tasChart.js-meta.xml',
    'LightningComponentBundle',
    {
      apiVersion: 66,
      description: 'TAS+ charts: numbers to shapes, generated. Drawn by the pages as SVG.',
      isExposed: false,
      masterLabel: 'TAS+ charts',
    },
    origin,
  ),
];

/** What the chance of a deal is read from: null where no forecast was written beside the model. */
export const chanceModule = (chances: Chances | null, origin: string): Component[] =>
  pageModule(
    { name: 'tasChance', label: 'TAS+ chance', labels: chanceLabels },
    'chances',
    [`export const chances = ${JSON.stringify(chances)};`],
    origin,
  );

export const mapFolder = 'lwc/tasMapModel';

/** The customer map's module, without what it works out, which is the same for every model. */
export const mapModule = (model: SalesModel, origin: string): Component[] =>
  pageModule(
    { name: 'tasMap', label: 'TAS+ customer map', labels: mapLabels },
    'customer, mapQuery',
    mapQueryLines(model),
    origin,
    [`export { circlesIn, mapLayout, mapScore, missingIn, stanceOf } from './map';`],
  );

/** The coach's module: its questions, and what it asks of Salesforce. */
export const coachModule = (model: SalesModel, origin: string): Component[] =>
  pageModule(
    { name: 'tasCoach', label: 'TAS+ coach', labels: coachLabels(model) },
    'coaching, coachQuery',
    coachQueryLines(model),
    origin,
  );

/** The module of the contract of a deal. */
export const contractModule = (model: SalesModel, origin: string): Component[] =>
  pageModule(
    { name: 'tasContract', label: 'TAS+ contract', labels: contractLabels(model) },
    'contract, contractQuery',
    contractQueryLines(model),
    origin,
  );

/** The module of partner registrations. */
export const registrationModule = (model: SalesModel, origin: string): Component[] =>
  pageModule(
    { name: 'tasRegistration', label: 'TAS+ partner registrations', labels: registrationLabels },
    'listQuery, registration, registrationQuery, rivalsQuery',
    registrationQueryLines(model),
    origin,
  );

/** A script of a module. */
export const script = (name: string, origin: string, lines: readonly string[], of: string = folder): Component => ({
  path: `${of}/${name}.js`,
  text: [`// ${origin}`, ...lines, ''].join('\n'),
});

const imports = (labels: readonly Label[]): string[] =>
  labels.map(({ name }) => `import ${name} from '@salesforce/label/c.${name}';`);

const reading = `const read = (...lists) => lists.flatMap((list) => list.split('\\n').map((line) => line.trim().split(/=(.*)/)));`;

const listed = (labels: readonly Label[]): string => labels.map(({ name }) => name).join(', ');

/** Both sets of texts as objects, read out of their lists. */
const textLines = (ofModel: readonly Label[], ofPanel: readonly Label[]): string[] => [
  ...imports([...ofModel, ...ofPanel]),
  reading,
  `/** Names and texts of the model. */`,
  `export const texts = Object.fromEntries(read(${listed(ofModel)}));`,
  ...messageLines(ofPanel),
];

const groupLines = (labels: readonly Label[]): string[] => [...imports(labels), reading, ...messageLines(labels)];

const messageLines = (labels: readonly Label[]): string[] => [
  `/** Messages, by group and key. */`,
  `export const messages = {};`,
  `for (const [path, text] of read(${listed(labels)})) {`,
  `  const [group, key] = path.split('.');`,
  `  (messages[group] ??= {})[key] = text;`,
  `}`,
];
