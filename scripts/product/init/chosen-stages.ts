/** Which of an org's stages a model is proposed from. */
import { limits } from '../model/index.ts';
import type { OrgStage } from '../stages/index.ts';

export interface ChosenStages {
  /** 2 to 10, in the order of the org. */
  readonly open: readonly OrgStage[];
  /** Undefined where the org has none; then the template's is made. */
  readonly won: OrgStage | undefined;
  readonly lost: OrgStage | undefined;
  /** Closed stages that the model has no room for: it knows one won and one lost stage. */
  readonly otherClosed: readonly OrgStage[];
}

export type StageChoice =
  { readonly ok: true; readonly chosen: ChosenStages } | { readonly ok: false; readonly problems: readonly string[] };

const quoted = (stages: readonly { readonly name: string }[]): string =>
  stages.map(({ name }) => `"${name}"`).join(', ');

/**
 * The stages that the model is to have: the org's open ones, or of them those in `named` (`--stage`, by the name that
 * deals store); and one won and one lost stage, a named one before the org's first. Everything that no model can hold is
 * told at once.
 */
export function chooseStages(stages: readonly OrgStage[], named: readonly string[]): StageChoice {
  const isNamed = ({ name }: OrgStage): boolean => named.includes(name);
  const allOpen = stages.filter(({ isClosed }) => !isClosed);
  const open = named.length === 0 ? allOpen : allOpen.filter(isNamed);
  const closed = stages.filter(({ isClosed }) => isClosed);
  const first = (some: readonly OrgStage[]): OrgStage | undefined => some.find(isNamed) ?? some[0];
  const won = first(closed.filter(({ isWon }) => isWon));
  const lost = first(closed.filter(({ isWon }) => !isWon));
  const used = [...open, ...[won, lost].filter((stage) => stage !== undefined)];
  const unknown = named.filter((name) => !stages.some((stage) => stage.name === name));
  const problems = [
    ...unknown.map((name) => `The org has no active stage "${name}". It has ${quoted(stages)}.`),
    ...(open.length < 2
      ? [`A model needs two open stages or more, and there ${open.length === 1 ? 'is one' : 'is none'}.`]
      : []),
    ...(open.length > limits.stages
      ? [
          `The org has ${open.length} open stages, and a model holds ${limits.stages} at most. Name those of the sales process that TAS+ is for, each with --stage: ${quoted(open)}.`,
        ]
      : []),
    ...used.flatMap(({ name }) => unusableName(name)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const otherClosed = closed.filter((stage) => stage !== won && stage !== lost);
  return { ok: true, chosen: { open, won, lost, otherClosed } };
}

function unusableName(name: string): string[] {
  if (name.length > limits.stageName)
    return [
      `The stage "${name}" has ${name.length} characters, and a model holds ${limits.stageName} at most. Leave it out: name the others with --stage.`,
    ];
  if (name !== name.trim())
    return [`The stage "${name}" begins or ends with a blank, which a model cannot say. Name the others with --stage.`];
  return [];
}
