/** The Lightning web component module `c/tasModel`: model, engine and texts for the panel, all generated. */
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/index.ts';
import type { SalesModel } from '../model/index.ts';
import { modelLabels, panelLabels, type Label } from './labels.ts';
import { modelLines } from './model-script.ts';
import { queryLines } from './queries.ts';

const folder = 'lwc/tasModel';

/** The module without its engine, which is the same for every model. */
export const modelModule = (model: SalesModel, origin: string): Component[] => [
  script('tasModel', origin, [
    `export { modelHash, model } from './model';`,
    `export { requirements } from './requirements';`,
    `export { messages, texts } from './texts';`,
    `export { dealQuery, namesQuery } from './queries';`,
    `export * from './engine';`,
    `export { field, groups, item, itemField, itemKey, permission, relationOf } from './vocabulary';`,
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

/** A script of the module. */
export const script = (name: string, origin: string, lines: readonly string[]): Component => ({
  path: `${folder}/${name}.js`,
  text: [`// ${origin}`, ...lines, ''].join('\n'),
});

/** Both sets of texts as objects, read out of their lists. */
const textLines = (ofModel: readonly Label[], ofPanel: readonly Label[]): string[] => [
  ...[...ofModel, ...ofPanel].map(({ name }) => `import ${name} from '@salesforce/label/c.${name}';`),
  `const read = (...lists) => lists.flatMap((list) => list.split('\\n').map((line) => line.trim().split(/=(.*)/)));`,
  `/** Names and texts of the model. */`,
  `export const texts = Object.fromEntries(read(${ofModel.map(({ name }) => name).join(', ')}));`,
  `/** Messages of the panel, by group and key. */`,
  `export const messages = {};`,
  `for (const [path, text] of read(${ofPanel.map(({ name }) => name).join(', ')})) {`,
  `  const [group, key] = path.split('.');`,
  `  (messages[group] ??= {})[key] = text;`,
  `}`,
];
