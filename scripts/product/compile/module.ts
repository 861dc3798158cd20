/** The Lightning web component module `c/tasModel`: model, engine and texts for the panel, all generated. */
import { createHash } from 'node:crypto';
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/component.ts';
import { groups, type Requirement, type RequirementField, type SalesModel } from '../model/index.ts';
import { labels, type Label } from './labels.ts';
import { panelLabels } from './panel-labels.ts';
import { queryLines } from './queries.ts';

/** First 12 hex digits of the SHA-256 of the model: equal models, equal hashes, whatever their comments and layout. */
export const modelHash = (model: SalesModel): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(model)))
    .digest('hex')
    .slice(0, 12);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}

const folder = 'lwc/tasModel';

/** The module without its engine, which is the same for every model. */
export const modelModule = (model: SalesModel, origin: string): Component[] => [
  script('tasModel', origin, [
    `export { modelHash, model } from './model';`,
    `export { labels, texts } from './texts';`,
    `export { dealQuery, namesQuery } from './queries';`,
    `export { itemRefusals, itemVerdict, refusals, verdict } from './engine';`,
  ]),
  script('model', origin, modelLines(model)),
  script('texts', origin, textLines(labels(model), panelLabels)),
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

/** The engine of the module. `code` is what `bundleEngine` makes. */
export const engineOf = (code: string, origin: string): Component => ({
  path: `${folder}/engine.js`,
  text: `// ${origin}\n${code}`,
});

const script = (name: string, origin: string, lines: readonly string[]): Component => ({
  path: `${folder}/${name}.js`,
  text: [`// ${origin}`, ...lines, ''].join('\n'),
});

/**
 * What the engine decides by and the panel builds with, a line per requirement. People's texts are left out: the org has
 * them as labels, field labels and picklist labels, in the user's language. What the engine takes for granted where
 * nothing is said is not said.
 */
function modelLines(model: SalesModel): string[] {
  const { version, money, scope, enforcement, tracks, ungradedTrack, grades, manualGrade, stages, closed } = model;
  const whole = {
    version,
    money,
    scope,
    enforcement,
    tracks: tracks.map(({ name, jump }) => ({ name, jump })),
    ungradedTrack,
    grades: grades.map(({ letter, track, from, partnerLed }) => ({ letter, track, from, partnerLed })),
    manualGrade: { mayLower: manualGrade.mayLower },
    closed: { won: { name: closed.won.name }, lost: { name: closed.lost.name } },
  };
  return [
    `export const modelHash = '${modelHash(model)}';`,
    `const typed = (field) =>`,
    `  Array.isArray(field) ? { name: field[0], type: field[1] ? { kind: field[1] } : undefined, ...field[2] } : { name: field };`,
    `/** From: code, marks (h hard, e evidence, w winning, c company), fields, slot, tracks. */`,
    `const of = (...all) =>`,
    `  all.map(([code, marks = '', fields, slot, tracks]) => ({`,
    `    code,`,
    `    gate: /h/.test(marks) ? 'hard' : 'advisory',`,
    `    evidence: /e/.test(marks),`,
    `    kind: /w/.test(marks) ? 'winning' : /c/.test(marks) ? 'company' : undefined,`,
    `    fields: fields?.map(typed),`,
    `    slot,`,
    `    tracks,`,
    `  }));`,
    `export const model = {`,
    ...Object.entries(whole).map(([key, value]) => ` ${key}: ${JSON.stringify(value, withoutDefaults)},`),
    ` stages: [`,
    ...stages.flatMap(({ id, name, tracks: own, tender, expectedDays, enforcement: watched, ...all }) => [
      `  {`,
      ...Object.entries({ id, name, tracks: own, tender, expectedDays, enforcement: watched })
        .filter(([, value]) => value !== false)
        .map(([key, value]) => `   ${key}: ${JSON.stringify(value)},`),
      ...groups.flatMap((group) => [
        `   ${group}: of(`,
        ...all[group].map((requirement) => `    ${requirementLine(requirement)},`),
        `   ),`,
      ]),
      `  },`,
    ]),
    ` ],`,
    `};`,
  ];
}

function requirementLine({ code, gate, slot, tracks, kind, evidence, fields }: Requirement): string {
  const marks = `${gate === 'hard' ? 'h' : ''}${evidence ? 'e' : ''}${kind?.charAt(0) ?? ''}`;
  const all = [code, marks, fields?.map(fieldOf), slot, tracks];
  return `[${all
    .slice(0, all.findLastIndex((one) => one !== undefined && one !== '') + 1)
    .map((one) => (one === undefined ? 'undefined' : JSON.stringify(one)))
    .join(', ')}]`;
}

/** Its name alone, or with its type and what else is asked of it. */
function fieldOf({ name, type, accept, positive, reach }: RequirementField): unknown {
  // Free text is looked at for placeholders; of the others the org's object info says more.
  const kind = type?.kind === 'text' || type?.kind === 'longText' ? type.kind : undefined;
  const more = { accept, positive: positive || undefined, reach };
  if (Object.values(more).some((one) => one !== undefined)) return [name, kind ?? 0, more];
  return kind === undefined ? name : [name, kind];
}

const withoutDefaults = (_key: string, value: unknown): unknown => (value === false ? undefined : value);

/** Both sets of texts as objects, read out of their lists. */
const textLines = (ofModel: readonly Label[], ofPanel: readonly Label[]): string[] => [
  ...[...ofModel, ...ofPanel].map(({ name }) => `import ${name} from '@salesforce/label/c.${name}';`),
  `const read = (...lists) =>`,
  `  Object.fromEntries(lists.flatMap((list) => list.split('\\n').map((line) => line.trim().split(/=(.*)/))));`,
  `/** Names and texts of the model. */`,
  `export const texts = read(${ofModel.map(({ name }) => name).join(', ')});`,
  `/** Texts of the panel. */`,
  `export const labels = read(${ofPanel.map(({ name }) => name).join(', ')});`,
];
