/** The full verdict on a write of a deal: what stands against it, and everything worth showing. */
import { field, permission } from '../vocabulary/index.ts';
import { hasGovernedType, isOlder, mayApprove } from './governed.ts';
import { gradeVerdict, whatIf } from './grading.ts';
import { planOf, type Plan, type PlannedRequirement, type PlannedStage } from './plan.ts';
import { refusalsOf } from './refusals.ts';
import { fixerOf, reasonsOf, stateOf } from './requirement-verdict.ts';
import type { Deal, DealWrite } from './types.ts';
import type { Fixer, OpenReason, RequirementVerdict, StageProgress, Verdict, Warning } from './verdict-types.ts';
import { ageOf, amountWarnings, dateWarnings, findWarnings, forecastWarnings } from './warnings.ts';
import { countOf, isInTheWay, itemsOf, isOnWay, writeOf, type Write } from './write.ts';

/** The verdict on a write of a deal. Give the deal itself as before and after to see how it stands. */
export function verdict(asked: DealWrite): Verdict {
  const { model, before, after, today } = asked;
  const plan = planOf(model);
  const write = writeOf(plan, asked);
  const found = refusalsOf(write);
  const governed = governedBy(write);
  const standing = before ?? after;
  const position = before === undefined ? write.to : write.from;
  const isOpen = position >= 1 && position <= plan.last;
  const warnings = [
    ...amountWarnings(after, isOpen),
    ...dateWarnings(plan, after, isOpen, today),
    ...(isDealGoverned(write) ? forecastWarnings(plan, standing, position) : []),
  ];
  const grade = gradeVerdict(plan, after, today);
  const requirements = requirementVerdicts(write, position, warnings);
  const { name: track = '', jump = false } = model.tracks[write.track] ?? {};
  const name = String(standing[field.stage] ?? '');
  return {
    version: model.version,
    allowed: found.every(({ observed }) => observed),
    refusals: found,
    governed,
    position,
    lostAt: lostAt(plan, standing),
    stage: { id: plan.stages[position - 1]?.id ?? null, name, known: plan.positions.has(name) },
    next: nextStage(write, position),
    track: {
      name: track,
      why: grade.effective === null ? 'ungraded' : 'grade',
      way: plan.stages.filter((stage) => isStageOnWay(write, stage)).map(({ id }) => id),
      noTender: write.noTender,
      jump,
    },
    grade,
    whatIf: whatIf(plan, after, today),
    requirements,
    progress: progressOf(plan, requirements),
    warnings,
    age: ageOf(write, standing, position),
    unknownItems: itemsOf(write).unknown,
  };
}

function lostAt({ model, positions, last }: Plan, deal: Deal): number {
  if (deal[field.stage] !== model.closed.lost.name) return 0;
  const at = positions.get(String(deal[field.lostStage])) ?? 0;
  return at > last ? 0 : at;
}

function governedBy({ plan, before, after, viewer }: Write): Verdict['governed'] {
  if (viewer.permissions.has(permission.bypass)) return 'bypass';
  if (isOlder(plan, after, before === undefined)) return 'cohort';
  return hasGovernedType(plan, after) ? 'yes' : 'recordType';
}

/** Whether the model governs the deal itself, whoever looks at it. */
const isDealGoverned = ({ plan, before, after }: Write): boolean =>
  !isOlder(plan, after, before === undefined) && hasGovernedType(plan, after);

const isStageOnWay = ({ track, noTender }: Write, { tracks, tender }: PlannedStage): boolean =>
  (tracks & (1 << track)) !== 0 && !(tender && noTender);

/** The next stage of the way. From Closed Lost and from stages the model does not know, that is the first one. */
function nextStage(write: Write, position: number): string | null {
  const { plan } = write;
  if (position === plan.won) return null;
  const next = plan.stages.find((stage) => stage.position > position && isStageOnWay(write, stage));
  return next?.name ?? plan.model.closed.won.name;
}

const none: readonly OpenReason[] = [];

function requirementVerdicts(write: Write, position: number, warnings: Warning[]): RequirementVerdict[] {
  const { plan, after, viewer } = write;
  // The holder of the bypass is told what his bypass lets through.
  const asks = isDealGoverned(write);
  const { shown } = itemsOf(write);
  const open = position <= plan.last ? position : 0;
  const approves = mayApprove(after, viewer);
  const grades = viewer.permissions.has(permission.raiseGrade) || viewer.permissions.has(permission.lowerGrade);
  const rights: Readonly<Record<Fixer, boolean>> = { editor: true, approver: approves, grader: grades };
  const isSettled = (requirement: PlannedRequirement): boolean =>
    requirement.slotted && countOf(write, requirement) === 1;
  return plan.requirements.map((requirement) => {
    const { code, stage, group, hard, isAsked, index } = requirement;
    const item = shown[index];
    const state = isOnWay(write, requirement) ? stateOf(requirement, write, item) : 'skipped';
    const fixer = fixerOf(write, requirement);
    if (state !== 'skipped') findWarnings(write, { requirement, state, item, position: open }, warnings);
    return {
      code,
      stage: stage.id,
      group,
      gate: hard ? 'hard' : 'advisory',
      state,
      blocks: state === 'open' && asks && isAsked && isInTheWay(write, requirement, isSettled),
      behind: state === 'open' && asks && isAsked && stage.position < position,
      why: state === 'open' ? reasonsOf(requirement, write, item) : none,
      fixer,
      canFix: rights[fixer],
    };
  });
}

function progressOf(plan: Plan, requirements: readonly RequirementVerdict[]): StageProgress[] {
  const share = () => ({ done: 0, of: 0 });
  let end = 0;
  return plan.stages.map(({ id, requirements: { length } }) => {
    let index = end;
    end += length;
    const all = share();
    const shares = { required: share(), actions: share(), processes: share(), people: share() };
    for (; index < end; index += 1) {
      const { gate, state, group } = requirements[index] as RequirementVerdict;
      if (gate !== 'hard' || state === 'skipped') continue;
      const own = shares[group];
      all.of += 1;
      own.of += 1;
      if (state === 'open') continue;
      all.done += 1;
      own.done += 1;
    }
    return { stage: id, ...all, groups: shares };
  });
}
