/** A mapping file: the stages of an org that is not migrated yet → stages of the model, per record type. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { formatProblem, parseSource, type ModelPath, type SalesModel } from '../model/index.ts';
import { MappingError } from './error.ts';
import type { OrgStages, StageCount, StageKind } from './stage-names.ts';

/** `*`: every record type that is not named. */
export const anyType = '*';

const mappingSchema = z.strictObject({
  recordTypes: z.record(z.string(), z.record(z.string(), z.string())).refine((types) => Object.keys(types).length > 0),
  changeRecordTypes: z.record(z.string(), z.string()).optional(),
});

export interface StageMapping {
  readonly file: string;
  /** Every stage that is mapped, whatever the record type. */
  readonly stages: readonly string[];
  /** The stage of the model that stands for a stage of the org; undefined: nobody mapped it. */
  stageFor(recordType: string, stage: string): string | undefined;
  /** Developer name of the record type that deals of this one get; undefined: they keep it. */
  typeFor(recordType: string): string | undefined;
  /** Whether any deal gets another record type. */
  readonly changesTypes: boolean;
  /** What is worth a look and stops nothing, each with its line and column; empty where nobody said what deals there are. */
  readonly notes: readonly string[];
}

/** A position in the file and what is to be said of it. */
interface Remark {
  readonly path: ModelPath;
  readonly atKey: boolean;
  readonly what: string;
  readonly fix: string;
}

/**
 * Reads a mapping, YAML or JSON: `recordTypes: { '*': { Prospecting: Validate Opportunity } }`. `counts`: where deals
 * stand, to note stages without deals and deals without a line.
 * @throws {MappingError} every problem with file, line and column.
 */
export function readMapping(
  file: string,
  model: SalesModel,
  org: OrgStages,
  counts: readonly StageCount[] = [],
): StageMapping {
  const source = parseSource(file, textOf(file));
  const placed = ({ path, atKey, what, fix }: Remark): { line: number; column: number; text: string } => {
    const problem = source.place({ kind: 'unknownName', path, atKey, what, why: '', fix });
    return { ...problem, text: `${file}:${problem.line}:${problem.column} ${what} ${fix}` };
  };
  const textsOf = (remarks: readonly Remark[]): string[] =>
    remarks
      .map(placed)
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(({ text }) => text);
  const parsed = source.problems.length > 0 ? undefined : mappingSchema.safeParse(source.data);
  const { recordTypes: types = {}, changeRecordTypes: changes = {} } = parsed?.data ?? {};
  const problems = [
    ...source.problems.map(formatProblem),
    ...textsOf([
      ...(parsed?.error?.issues ?? []).map(({ path, message }) => ({
        path: path.filter((step) => typeof step !== 'symbol'),
        atKey: false,
        what: `This is no mapping: ${message}.`,
        fix: 'Write `recordTypes:`, below it developer names of record types or `*`, below each `old stage: stage of the model`.',
      })),
      ...typeRemarks({ types, changes }, org),
      ...Object.entries(types).flatMap(([type, stages]) => stageRemarks(type, stages, model, org, counts)),
    ]),
  ];
  if (problems.length > 0)
    throw new MappingError({
      message: [
        ...problems,
        `${problems.length === 1 ? '1 problem' : `${problems.length} problems`}. No deal was read.`,
      ].join('\n'),
      actions: ['Correct the mapping at the positions above.'],
    });
  const byType = new Map(Object.entries(types).map(([type, stages]) => [type, new Map(Object.entries(stages))]));
  const typeFor = new Map(Object.entries(changes));
  const stageFor = (type: string, stage: string): string | undefined =>
    (byType.get(type) ?? byType.get(anyType))?.get(stage);
  return {
    file,
    stages: [...new Set(Object.values(types).flatMap((stages) => Object.keys(stages)))],
    stageFor,
    typeFor: (type) => typeFor.get(type),
    changesTypes: typeFor.size > 0,
    notes: textsOf([...unusedLines(types, counts), ...leftOut(types, stageFor, model, counts)]),
  };
}

type Types = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Named {
  readonly types: Types;
  readonly changes: Readonly<Record<string, string>>;
}

function typeRemarks({ types, changes }: Named, { recordTypes }: OrgStages): Remark[] {
  const unknown = (type: string, path: ModelPath, atKey: boolean): Remark[] =>
    recordTypes.has(type)
      ? []
      : [
          {
            path,
            atKey,
            what: `Opportunity has no record type \`${type}\` in this org.`,
            fix: `Use one of: ${[...recordTypes, ...(path[0] === 'recordTypes' ? [anyType] : [])].join(', ')}.`,
          },
        ];
  return [
    ...Object.keys(types).flatMap((type) => (type === anyType ? [] : unknown(type, ['recordTypes', type], true))),
    ...Object.entries(changes).flatMap(([from, to]) => [
      ...unknown(from, ['changeRecordTypes', from], true),
      ...unknown(to, ['changeRecordTypes', from], false),
    ]),
  ];
}

const kindTexts: Readonly<Record<StageKind, string>> = { open: 'open', won: 'closed and won', lost: 'closed and lost' };

function stageRemarks(
  type: string,
  stages: Readonly<Record<string, string>>,
  model: SalesModel,
  org: OrgStages,
  counts: readonly StageCount[],
): Remark[] {
  const kinds = new Map<string, StageKind>([
    ...model.stages.map(({ name }): [string, StageKind] => [name, 'open']),
    [model.closed.won.name, 'won'],
    [model.closed.lost.name, 'lost'],
  ]);
  const namesOf = (kind?: StageKind): string =>
    [...kinds].flatMap(([name, one]) => (kind === undefined || one === kind ? [name] : [])).join(', ');
  // A value that was taken out of the set may still stand on deals.
  const kindOf = (stage: string): StageKind | undefined =>
    org.stages.get(stage) ?? counts.find((count) => count.stage === stage)?.kind;
  return Object.entries(stages).flatMap(([from, to]): Remark[] => {
    const path = ['recordTypes', type, from];
    const [was, is] = [kindOf(from), kinds.get(to)];
    const cycle = cycleFrom(from, stages);
    return [
      ...(was === undefined
        ? [
            {
              path,
              atKey: true,
              what: `The org has no stage \`${from}\`.`,
              fix: `Use one of: ${[...org.stages.keys()].join(', ')}.`,
            },
          ]
        : []),
      ...(is === undefined
        ? [{ path, atKey: false, what: `The model has no stage \`${to}\`.`, fix: `Use one of: ${namesOf()}.` }]
        : []),
      ...(was !== undefined && is !== undefined && was !== is
        ? [
            {
              path,
              atKey: false,
              what: `\`${from}\` is ${kindTexts[was]}, and \`${to}\` is ${kindTexts[is]}.`,
              fix: `A migration opens, closes and wins no deal. Use one of: ${namesOf(was)}.`,
            },
          ]
        : []),
      ...(cycle === undefined
        ? []
        : [
            {
              path,
              atKey: true,
              what: `The lines go round in a circle: ${cycle.join(' → ')}.`,
              fix: 'Nobody could tell moved deals from those that wait. Map one of these stages to itself, or to a stage outside of the circle.',
            },
          ]),
    ];
  });
}

/** The way from a stage back to itself, told at the first of its stages alone; undefined: there is none. */
function cycleFrom(start: string, stages: Readonly<Record<string, string>>): string[] | undefined {
  const way = [start];
  const next = (name: string): string | undefined => (Object.hasOwn(stages, name) ? stages[name] : undefined);
  for (let at = next(start); at !== undefined && at !== way.at(-1); at = next(at)) {
    way.push(at);
    if (at === start) {
      const order = Object.keys(stages);
      const isFirst = way.every((name) => order.indexOf(start) <= order.indexOf(name));
      return isFirst && way.length > 2 ? way : undefined;
    }
    if (way.length > Object.keys(stages).length + 1) return undefined;
  }
  return undefined;
}

const dealsText = (deals: number): string =>
  deals === 1 ? '1 deal stands' : `${deals.toLocaleString('en-US')} deals stand`;

/** Lines for stages in which no deal of their record type stands. */
function unusedLines(types: Types, counts: readonly StageCount[]): Remark[] {
  if (counts.length === 0) return [];
  return Object.entries(types).flatMap(([type, stages]) =>
    Object.keys(stages).flatMap((from): Remark[] => {
      const isUsed = counts.some(
        ({ recordType, stage }) =>
          stage === from && (type === anyType ? !Object.hasOwn(types, recordType) : recordType === type),
      );
      if (isUsed) return [];
      return [
        {
          path: ['recordTypes', type, from],
          atKey: true,
          what: `No deal stands in \`${from}\`.`,
          fix: 'The line does nothing.',
        },
      ];
    }),
  );
}

/** Deals in stages that the model does not have, for which no line holds. */
function leftOut(
  types: Types,
  stageFor: StageMapping['stageFor'],
  model: SalesModel,
  counts: readonly StageCount[],
): Remark[] {
  const known = new Set([...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name));
  return counts.flatMap(({ recordType, stage, deals }): Remark[] => {
    if (known.has(stage) || stageFor(recordType, stage) !== undefined) return [];
    const section = Object.hasOwn(types, recordType) ? recordType : Object.hasOwn(types, anyType) ? anyType : undefined;
    return [
      {
        path: ['recordTypes', ...(section === undefined ? [] : [section])],
        atKey: true,
        what: `${dealsText(deals)} in \`${stage}\`${recordType === '' ? '' : ` with record type ${recordType}`}, and no line maps it.`,
        fix: `${deals === 1 ? 'It stays where it is' : 'They stay where they are'}. Write \`${stage}: …\` here to move them.`,
      },
    ];
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new MappingError({
      message: `${file} cannot be read (${reason}).`,
      actions: ['Check the path and your rights to it.'],
    });
  }
}
