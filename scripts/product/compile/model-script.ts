/**
 * The model as a script of the panel's module: what the engine decides by and the panel builds with, a line per
 * requirement. People's texts are left out: the org has them as labels, field labels and picklist labels, in the user's
 * language. What the engine takes for granted where nothing is said is not said.
 */
import { modelHash, type Requirement, type RequirementField, type SalesModel, type Stage } from '../model/index.ts';
import { groups } from '../vocabulary/index.ts';

/** Makes the model of its lines. Tracks are told by their places, fields of the package by what stands between TAS and __c. */
const reader = [
  `/** From: name (_X: TAS_X__c), whether it is free text (2: a long one), what else is asked of it. */`,
  `const typed = ([name, isText, more]) => ({`,
  `  name: name.startsWith('_') ? \`TAS\${name}__c\` : name,`,
  `  type: isText ? { kind: isText > 1 ? 'longText' : 'text' } : undefined,`,
  `  ...more,`,
  `});`,
  `/** From: places of tracks. */`,
  `const on = (places) => places && [...places].map((place) => tracks[place].name);`,
  `/** From: code, marks (h hard, e evidence, w winning, c company), fields, slot, tracks, role, approval. */`,
  `const of = (...all) =>`,
  `  all.map(([code, marks = '', fields, slot, places, role, approval]) => ({`,
  `    code,`,
  `    gate: /h/.test(marks) ? 'hard' : 'advisory',`,
  `    evidence: /e/.test(marks),`,
  `    kind: /w/.test(marks) ? 'winning' : /c/.test(marks) ? 'company' : undefined,`,
  `    fields: fields?.map((field) => typed([field].flat())),`,
  `    slot,`,
  `    tracks: on(places),`,
  `    role,`,
  `    approval,`,
  `  }));`,
  `/** From: id, name, expected days, tracks, marks (t tender, e enforced), per cent, forecast, the four groups. */`,
  `const stage = (id, name, expectedDays, places, marks, probability, forecast, required, actions, processes, people) => ({`,
  `  id,`,
  `  name,`,
  `  expectedDays,`,
  `  tracks: on(places),`,
  `  tender: /t/.test(marks),`,
  `  enforcement: /e/.test(marks) ? 'enforce' : 'observe',`,
  `  probability,`,
  `  forecast,`,
  `  required,`,
  `  actions,`,
  `  processes,`,
  `  people,`,
  `});`,
];

export function modelLines(model: SalesModel): string[] {
  const { version, money, scope, enforcement, tracks, ungradedTrack, grades, manualGrade, closed } = model;
  const { placeholders, approvals, warnings, registration, team } = model;
  const whole = {
    version,
    money,
    scope,
    enforcement,
    ungradedTrack,
    grades: grades.map(({ letter, track, from, partnerLed }) => ({ letter, track, from, partnerLed })),
    manualGrade: { mayLower: manualGrade.mayLower },
    placeholders: placeholders === 'refuse' ? placeholders : undefined,
    approvals,
    warnings,
    team: team && { roles: team.roles.map(({ name, member }) => ({ name, member })) },
    contract: model.contract && {},
    registration: registration && { partner: registration.partner },
    closed: { won: { name: closed.won.name }, lost: { name: closed.lost.name } },
  };
  const trackNames = tracks.map(({ name }) => name);
  return [
    `export const modelHash = '${modelHash(model)}';`,
    `const tracks = ${JSON.stringify(
      tracks.map(({ name, jump }) => ({ name, jump })),
      withoutDefaults,
    )};`,
    ...reader,
    `export const model = {`,
    ` tracks,`,
    ...Object.entries(whole)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}: ${JSON.stringify(value, withoutDefaults)},`),
    ` stages: [`,
    ...model.stages.flatMap((stage) => stageLines(stage, trackNames)),
    ` ],`,
    `};`,
  ];
}

const placesOf = (own: readonly string[], tracks: readonly string[]): string =>
  own.map((name) => tracks.indexOf(name)).join('');

function stageLines(stage: Stage, tracks: readonly string[]): string[] {
  const marks = `${stage.tender ? 't' : ''}${stage.enforcement === 'enforce' ? 'e' : ''}`;
  const facts = [
    stage.id,
    stage.name,
    stage.expectedDays,
    placesOf(stage.tracks, tracks),
    marks,
    stage.probability,
    stage.forecast,
  ];
  return [
    `  stage(`,
    `   ${facts.map((fact) => JSON.stringify(fact)).join(', ')},`,
    ...groups.flatMap((group) => [
      `   of(`,
      ...stage[group].map((requirement) => `    ${requirementLine(requirement, tracks)},`),
      `   ),`,
    ]),
    `  ),`,
  ];
}

function requirementLine(
  { code, gate, slot, tracks: own, kind, evidence, fields, role, approval }: Requirement,
  tracks: readonly string[],
): string {
  const marks = `${gate === 'hard' ? 'h' : ''}${evidence ? 'e' : ''}${kind?.charAt(0) ?? ''}`;
  const all = [code, marks, fields?.map(fieldOf), slot, own && placesOf(own, tracks), role, approval];
  return `[${all
    .slice(0, all.findLastIndex((one) => one !== undefined && one !== '') + 1)
    .map((one) => (one === undefined ? 'undefined' : JSON.stringify(one)))
    .join(', ')}]`;
}

/** Its name alone, or with what else the engine looks at. Of types it tells free text, in which it sees placeholders. */
function fieldOf({ name, type, accept, positive, notPast, reach }: RequirementField): unknown {
  const isText = type?.kind === 'text' ? 1 : type?.kind === 'longText' ? 2 : 0;
  const more = { accept, positive: positive || undefined, notPast: notPast || undefined, reach };
  const short = name.replace(/^TAS(_.*)__c$/, '$1');
  if (Object.values(more).some((one) => one !== undefined)) return [short, isText, more];
  return isText === 0 ? short : [short, isText];
}

const withoutDefaults = (_key: string, value: unknown): unknown => (value === false ? undefined : value);
