/** How the people of a deal settle what its stage asks for: one step after the other, each a call or two of the API. */
import { rankOfGrade } from '../../../product/gate/index.ts';
import {
  canBeSettled,
  requirementsOf,
  type PlacedRequirement,
  type Requirement,
  type RequirementField,
} from '../../../product/model/index.ts';
import { field, groups, isGradeField, itemField } from '../../../product/vocabulary/index.ts';
import type { SampleValue } from './events.ts';
import { operations, personFor } from './people.ts';
import type { DealStory } from './story.ts';
import { answers, declineReasons, notApplicableReasons, requestNotes, waiverReasons } from './texts.ts';
import type { FieldValues, Stay } from './values.ts';

export interface Step {
  /** It comes with the end of the stay: a result, a signature. */
  readonly isLate?: boolean;
  /** Of a request that another step grants: how it is refused. */
  readonly decline?: () => void;
  readonly take: () => void;
}

/** Requirements that are open on a deal. */
type Open = readonly PlacedRequirement[];

export class Steps {
  readonly #story: DealStory;
  readonly #values: FieldValues;

  constructor(story: DealStory, values: FieldValues) {
    this.#story = story;
    this.#values = values;
  }

  /** What the stage still asks of the deal, in the order in which people do it: approvals come last. */
  ofStage(stageId: number, stay: Stay): Step[] {
    const { random } = this.#story.plan;
    const codes = this.#openCodes();
    const open = requirementsOf(this.#story.scene.model).filter(
      ({ stage, requirement: { code, gate } }) =>
        stage.id === stageId && codes.has(code) && (gate === 'hard' || random.chance(0.55)),
    );
    return this.#inOrder(open, stay);
  }

  /** What stands in the way of a move. */
  toward(stageName: string, stay: Stay): Step[] {
    const { requirements } = this.#story.verdict({ [field.stage]: stageName });
    const blocking = new Set(requirements.filter(({ blocks }) => blocks).map(({ code }) => code));
    return this.#inOrder(
      requirementsOf(this.#story.scene.model).filter(({ requirement }) => blocking.has(requirement.code)),
      stay,
    );
  }

  readonly #openCodes = (): ReadonlySet<string> =>
    new Set(
      this.#story
        .verdict()
        .requirements.filter(({ state }) => state === 'open')
        .map(({ code }) => code),
    );

  #inOrder(open: Open, stay: Stay): Step[] {
    const { model } = this.#story.scene;
    const graded = open.filter((one) => asks(one, ({ name }) => isGradeField(name)));
    const filled = open.filter((one) => one.requirement.fields !== undefined && !graded.includes(one));
    const settled = groups
      .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
      .flatMap((group) => open.filter((one) => one.group === group && one.requirement.fields === undefined));
    const isSigned = ({ name }: RequirementField): boolean => name === model.warnings.awardNotice.until;
    const isResult = (one: PlacedRequirement): boolean =>
      stay.isReady && asks(one, (asked) => asked.accept !== undefined || isSigned(asked));
    const signing = requirementsOf(model).find((one) => asks(one, isSigned))?.stage;
    /** What is filed, handed over and looked back on once the contract is signed. */
    const follows = ({ stage, group, requirement: { gate, evidence } }: PlacedRequirement): boolean =>
      stage === signing && group === 'actions' && (evidence || gate === 'advisory');
    const late = [
      ...this.#saves(filled.filter(isResult), stay),
      ...(stay.isReady ? settled.filter(follows).flatMap((one) => this.#item(one)) : []),
    ];
    return [
      ...graded.map(() => ({ take: () => this.decideGrade() })),
      ...this.#saves(
        filled.filter((one) => !isResult(one)),
        stay,
      ),
      ...settled.filter((one) => !follows(one)).flatMap((one) => this.#item(one)),
      ...late.map((step) => ({ ...step, isLate: true })),
    ];
  }

  /** The operations people decide what the amount suggests, and never less than was decided before. */
  decideGrade(): void {
    const { suggested, decided } = this.#story.verdict().grade;
    const { model } = this.#story.scene;
    if (rankOfGrade(model, suggested.letter) < rankOfGrade(model, decided))
      this.#story.write({ [field.grade]: suggested.letter }, operations);
  }

  /** Fields are filled in a few at a time. */
  #saves(open: Open, stay: Stay): Step[] {
    const { random } = this.#story.plan;
    const steps: Step[] = [];
    for (let from = 0; from < open.length;) {
      const some = open.slice(from, (from += random.between(1, 4)));
      steps.push({ take: () => this.#fill(some, stay) });
    }
    return steps;
  }

  #fill(some: Open, stay: Stay): void {
    const { random, customer } = this.#story.plan;
    const fields: Record<string, SampleValue> = {};
    const unanswered = new Set<Requirement>();
    const open = this.#openCodes();
    for (const { requirement } of some.filter(({ requirement: { code } }) => open.has(code)))
      for (const one of requirement.fields ?? []) {
        if (one.name in fields) continue;
        const value = this.#values.of({ field: one, label: requirement.label, ...stay });
        if (value === undefined) unanswered.add(requirement);
        else fields[one.name] = value;
      }
    this.#story.write({ ...this.#values.partnerWith(fields), ...fields });
    if (!stay.isReady) return;
    for (const requirement of unanswered)
      if (requirement.gate === 'hard' && canBeSettled(requirement))
        this.#waive(requirement.code, random.pick(waiverReasons[customer.language]));
  }

  #item({ group, requirement }: PlacedRequirement): Step[] {
    const { random, customer } = this.#story.plan;
    const isHard = requirement.gate === 'hard';
    const { code } = requirement;
    if (group === 'processes') return this.#process(requirement);
    if (isHard && random.chance(0.08)) {
      const reason = random.pick(waiverReasons[customer.language]);
      return [
        { take: () => this.#askWaiver(code, reason), decline: () => this.#decline(code) },
        { take: () => this.#waive(code, reason) },
      ];
    }
    if (!isHard && group === 'actions' && random.chance(0.2)) return [{ take: () => this.#excuse(code) }];
    return [{ take: () => this.#do(requirement, group === 'people') }];
  }

  /** Mostly the owner's doing, who also names people; some actions are done by whom they fit. */
  #do(requirement: Requirement, isPerson: boolean): void {
    const { owner, random } = this.#story.plan;
    const fits = personFor(requirement, owner);
    this.#story.settle(!isPerson && random.chance(0.25) ? fits : owner, requirement.code, {
      [itemField.status]: 'Done',
      ...this.#evidence(requirement),
      ...(isPerson ? { [itemField.person]: { user: fits } } : {}),
    });
  }

  readonly #evidence = ({ code, evidence }: Requirement): Record<string, string> =>
    evidence ? { [itemField.evidence]: `https://files.example/deals/${this.#story.plan.number}/${code}` } : {};

  /** Asked for by the owner, confirmed by the manager, who may first decline. */
  #process(requirement: Requirement): Step[] {
    const { random } = this.#story.plan;
    const { code } = requirement;
    const decline = (): void => this.#decline(code);
    const ask = { take: () => this.#ask(code), decline };
    const declined = random.chance(0.15) ? [{ take: decline }, ask] : [];
    return [ask, ...declined, { take: () => this.#confirm(requirement) }];
  }

  #ask(code: string): void {
    const { owner, random, customer } = this.#story.plan;
    const again = this.#story.statusOf(code) === 'Declined';
    this.#story.note(owner, code, {
      [itemField.status]: 'Requested',
      [itemField.note]: random.pick((again ? answers : requestNotes)[customer.language]),
      ...(again ? { [itemField.reason]: null } : {}),
    });
  }

  #askWaiver(code: string, reason: string): void {
    this.#story.note(this.#story.plan.owner, code, {
      [itemField.status]: 'Requested',
      [itemField.reason]: reason,
    });
  }

  #decline(code: string): void {
    const { manager, random, customer } = this.#story.plan;
    this.#story.note(manager, code, {
      [itemField.status]: 'Declined',
      [itemField.reason]: random.pick(declineReasons[customer.language]),
      [itemField.declinedBy]: { user: manager },
      [itemField.declinedOn]: this.#story.moment,
    });
  }

  #confirm(requirement: Requirement): void {
    this.#story.settle(this.#story.plan.manager, requirement.code, {
      [itemField.status]: 'Done',
      ...this.#evidence(requirement),
    });
  }

  #waive(code: string, reason: string): void {
    this.#story.settle(this.#story.plan.manager, code, {
      [itemField.status]: 'Waived',
      [itemField.reason]: reason,
    });
  }

  #excuse(code: string): void {
    const { owner, random, customer } = this.#story.plan;
    this.#story.settle(owner, code, {
      [itemField.status]: 'NotApplicable',
      [itemField.reason]: random.pick(notApplicableReasons[customer.language]),
    });
  }
}

const asks = ({ requirement }: PlacedRequirement, what: (field: RequirementField) => boolean): boolean =>
  requirement.fields?.some(what) === true;

/** People are named before they act, and approvals come last. */
const order: readonly (typeof groups)[number][] = ['required', 'people', 'actions', 'processes'];
