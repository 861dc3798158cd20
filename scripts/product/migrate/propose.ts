/** A mapping proposed from what an org has: every line with its reason, for a person to read before it is used. */
import { Document } from 'yaml';
import type { SalesModel } from '../model/index.ts';
import { anchorsOf, anyType, likeness, type OrgStage, type StageCount } from '../stages/index.ts';
import { plain } from '../terminal/index.ts';

export interface ProposedLine {
  /** Developer name, or `*`. */
  readonly recordType: string;
  readonly from: string;
  /** Null: nothing fits, and somebody has to say. */
  readonly to: string | null;
  readonly reason: string;
  readonly deals: number;
}

export interface MappingProposal {
  /** The file, YAML. */
  readonly text: string;
  readonly lines: readonly ProposedLine[];
}

/** What is asked: stages in the order of the org, those in use first. */
export interface ProposalFacts {
  readonly model: SalesModel;
  readonly stages: readonly OrgStage[];
  readonly counts: readonly StageCount[];
}

/** Per cent by which the probabilities of two stages may differ to be taken for one by their place alone. */
const farthest = 20;

type Target = Pick<ProposedLine, 'to' | 'reason'>;

/**
 * A section for each record type that has deals, of the stages in which they stand; for deals without one, or where there
 * are no deals at all, `*`. Open stages go by name in every language, then by order and probability; closed ones by won
 * or lost. What fits nothing stands as a comment.
 */
export function proposeMapping({ model, stages, counts }: ProposalFacts): MappingProposal {
  const isOwn = (name: string): boolean => [model.closed.won, model.closed.lost].some((one) => one.name === name);
  const places = new Map(stages.map(({ name }, at) => [name, at]));
  const placeOf = ({ name }: OrgStage): number => places.get(name) ?? stages.length;
  const byType = Map.groupBy(
    counts.filter(({ stage }) => !isOwn(stage)),
    ({ recordType }) => recordType || anyType,
  );
  if (byType.size === 0) byType.set(anyType, []);
  const lines = [...byType].flatMap(([recordType, standing]) => {
    const dealsIn = new Map<string, number>();
    for (const { stage, deals } of standing) dealsIn.set(stage, (dealsIn.get(stage) ?? 0) + deals);
    const own: OrgStage[] =
      standing.length === 0
        ? stages.filter(({ name }) => !isOwn(name))
        : [...dealsIn.keys()].map(
            (name) => stages.find((stage) => stage.name === name) ?? unknownStage(name, standing),
          );
    const sorted = own.toSorted((a, b) => placeOf(a) - placeOf(b));
    const targets = targetsOf(sorted, model);
    return sorted.map((stage, at): ProposedLine => {
      const { to, reason } = targets[at] ?? { to: null, reason: '' };
      return { recordType, from: stage.name, to, reason, deals: dealsIn.get(stage.name) ?? 0 };
    });
  });
  return { text: textOf(lines, model), lines };
}

/** A stage that the org does not list any more; its deals tell whether they are closed. */
function unknownStage(name: string, standing: readonly StageCount[]): OrgStage {
  const kind = standing.find(({ stage }) => stage === name)?.kind ?? 'open';
  return { name, label: name, probability: NaN, forecast: '', isClosed: kind !== 'open', isWon: kind === 'won' };
}

function targetsOf(stages: readonly OrgStage[], model: SalesModel): Target[] {
  const namesOf = ({ name, label, short }: SalesModel['stages'][number]): string[] => [
    ...new Set([name, ...Object.values(label), ...Object.values(short)]),
  ];
  const open = stages.filter(({ isClosed }) => !isClosed);
  const theirs = ({ name, label }: OrgStage): string[] => [...new Set([name, label])];
  const anchors = anchorsOf(
    open.map((stage) => ({ names: theirs(stage), probability: stage.probability, tender: false })),
    model.stages.map((stage) => ({ names: namesOf(stage), probability: stage.probability })),
  );
  const same = open.map((stage) =>
    model.stages.findIndex((one) =>
      theirs(stage).some((name) => namesOf(one).some((own) => likeness(name, own) === 1)),
    ),
  );
  const opened = open.map((stage, index): Target => {
    const equal = model.stages[same[index] ?? -1];
    if (equal !== undefined) return { to: equal.name, reason: 'the same name' };
    const alike = model.stages[anchors[index] ?? -1];
    if (alike !== undefined) return { to: alike.name, reason: 'a name that is alike' };
    return byPlace(stage, anchors, index, model);
  });
  let at = 0;
  return stages.map(({ isClosed, isWon }): Target => {
    if (!isClosed) return opened[at++] ?? { to: null, reason: '' };
    return isWon
      ? { to: model.closed.won.name, reason: 'won' }
      : { to: model.closed.lost.name, reason: 'closed, not won' };
  });
}

/** By order, between the stages that went by name; among those by probability. Stages of a tender go by name alone. */
function byPlace(
  { probability }: OrgStage,
  anchors: readonly (number | undefined)[],
  index: number,
  { stages }: SalesModel,
): Target {
  const from = anchors.slice(0, index).findLast((one) => one !== undefined) ?? 0;
  const until = anchors.slice(index + 1).find((one) => one !== undefined) ?? stages.length - 1;
  const [nearest] = stages
    .slice(from, until + 1)
    .filter(({ tender }) => !tender)
    .map((stage) => ({ stage, far: Math.abs(stage.probability - probability) }))
    .sort((a, b) => a.far - b.far);
  if (Number.isNaN(probability)) return { to: null, reason: 'the org does not list this stage any more' };
  if (nearest === undefined || nearest.far > farthest)
    return { to: null, reason: `no stage of the model is near: neither its name nor its ${probability} %` };
  return {
    to: nearest.stage.name,
    reason: `by order and probability: ${probability} % here, ${nearest.stage.probability} % there`,
  };
}

const dealsText = (deals: number): string => (deals === 1 ? '1 deal' : `${deals.toLocaleString('en-US')} deals`);

const entry = (key: string, value: unknown): string =>
  new Document({ [key]: value }).toString({ lineWidth: 0 }).trimEnd();

function textOf(lines: readonly ProposedLine[], model: SalesModel): string {
  const names = [...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name);
  const sections = Map.groupBy(lines, ({ recordType }) => recordType);
  return [
    '# Stage of the org: stage of the model, for each record type; * is every record type that is not named.',
    '# Proposed by tas migrate propose. Read every line, then preview: npx tas migrate --mapping FILE --target-org ORG',
    `# Stages of the model: ${names.join(', ')}`,
    'recordTypes:',
    ...[...sections].flatMap(([type, own]) => [
      `  ${entry(type, null).replace(/: null$/, ':')}${own.some(({ to }) => to !== null) ? '' : ' {}'}`,
      ...own.map(({ from, to, reason, deals }) => {
        const why = `${plain(reason)}; ${dealsText(deals)}`;
        return to === null ? `    # ${entry(from, '?')}  # UNMAPPED, ${why}` : `    ${entry(from, to)}  # ${why}`;
      }),
    ]),
    '',
  ].join('\n');
}
