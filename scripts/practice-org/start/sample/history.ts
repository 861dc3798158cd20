/** The history of one deal, from its first entry to its close or to today. */
import { customerKey, leadDealField } from '../../../product/lead/index.ts';
import { field } from '../../../product/vocabulary/index.ts';
import { requirementsOfStage, type Grade } from '../../../product/model/index.ts';
import { dayOf, daysAfter, laterOf } from './calendar.ts';
import type { SampleEvent, SampleValue } from './events.ts';
import { rounded } from './money.ts';
import { strictest, type DealPlan } from './plan.ts';
import { DealStory, type Scene } from './story.ts';
import { Steps, type Step } from './steps.ts';
import { nextSteps, raiseNotes } from './texts.ts';
import { FieldValues, type Stay } from './values.ts';

export function historyOf(scene: Scene, plan: DealPlan): readonly SampleEvent[] {
  const story = new DealStory(scene, plan);
  new History(story).tell();
  return story.events;
}

/** A request that waits for its answer today was made in these last days. */
const longestWait = 12;

class History {
  readonly #story: DealStory;
  readonly #plan: DealPlan;
  readonly #values: FieldValues;
  readonly #steps: Steps;

  constructor(story: DealStory) {
    this.#story = story;
    this.#plan = story.plan;
    this.#values = new FieldValues(story);
    this.#steps = new Steps(story, this.#values);
  }

  tell(): void {
    const { entered, ends, outcome } = this.#plan;
    for (const [index, from] of entered.entries()) {
      this.#story.goOn(from);
      if (index === 0) this.#begin();
      else if (this.#isAtTheEnd() || !this.#moveOn(entered[index - 1] ?? from)) break;
      const next = entered[index + 1];
      const since = this.#turn(index, from, next ?? ends);
      if (next !== undefined) this.#pass(since, next);
      else if (outcome === 'won') this.#pass(since, ends);
      else this.#rest(since, ends);
    }
    this.#story.goOn(ends);
    if (outcome === 'won') this.#win();
    else if (outcome === 'lost') this.#lose();
  }

  /** The way turned out shorter than planned. */
  readonly #isAtTheEnd = (): boolean => this.#story.verdict().next === this.#story.scene.model.closed.won.name;

  #begin(): void {
    const { name, customer, untold, leads, expectedDays, random } = this.#plan;
    this.#story.write({
      [field.name]: name,
      AccountId: { row: `account ${customer.name}` },
      [field.stage]: this.#story.scene.model.stages[0]?.name ?? '',
      [field.closeDate]: daysAfter(this.#story.today, Math.round(expectedDays * (1 + random.next() / 3)) + 5),
      ...(this.#story.currency === undefined ? {} : { [field.currency]: this.#story.currency }),
      // As the conversion of its lead would have left it.
      ...(this.#story.scene.model.lead === undefined
        ? {}
        : { [leadDealField.customerKey]: customerKey(customer.name) }),
      ...(untold === 'lead' ? {} : { [field.ledBy]: leads }),
      ...(untold === 'amount' ? {} : { [field.amount]: this.#values.amount() }),
    });
  }

  #stay(until: number | undefined, isReady: boolean): Stay {
    const { deal, scene, today } = this.#story;
    const since = deal[field.stageChanged] ?? deal[field.created];
    return {
      entered: typeof since === 'string' ? since.slice(0, 10) : today,
      leaves: until === undefined ? undefined : dayOf(scene.calendar.moment(until)),
      isReady,
    };
  }

  #ofStage(stay: Stay): Step[] {
    const stage = this.#story.scene.model.stages.find(({ name }) => name === this.#story.deal[field.stage]);
    return stage === undefined ? [] : this.#steps.ofStage(stage.id, stay);
  }

  /** Takes steps one after the other between two days, and what comes with the end of the stay then. */
  #take(steps: readonly Step[], from: number, to: number): void {
    const before = steps.filter(({ isLate }) => isLate !== true);
    for (const [index, step] of before.entries()) {
      this.#story.goOn(from + ((to - from) * (index + 0.2 + 0.6 * this.#plan.random.next())) / before.length);
      step.take();
    }
    this.#story.goOn(to);
    for (const step of steps) if (step.isLate === true) step.take();
  }

  /** All that the stage asks. Most deals are graded by a run meanwhile, asked or not. */
  #pass(from: number, to: number): void {
    const steps = this.#ofStage(this.#stay(to, true));
    const run = { take: () => this.#steps.decideGrade() };
    this.#take(this.#plan.random.chance(0.8) ? [...steps, run] : steps, from, to);
  }

  /** A part of what the stage asks, and often a request that waits for its answer. */
  #rest(from: number, to: number): void {
    const { random, outcome } = this.#plan;
    const kind = random.next();
    const isReady = outcome === 'open' && kind < 0.14 && this.#plan.untold === undefined;
    const steps = this.#ofStage(this.#stay(outcome === 'open' && !isReady ? undefined : to, isReady));
    const share = isReady ? 1 : kind < 0.24 ? 0 : 0.15 + 0.75 * random.next();
    const count = Math.round(steps.length * share);
    const [taken, left] = [steps.slice(0, count), steps.slice(count)];
    if (random.chance(0.3)) taken.unshift({ take: () => this.#steps.decideGrade() });
    const recent = Math.max(from, to - longestWait);
    const isWaiting = outcome === 'open' && !isReady && random.chance(0.55);
    this.#take(taken, from, isWaiting ? recent : to);
    const request = isWaiting ? left.find(({ decline }) => decline !== undefined) : undefined;
    if (request?.decline !== undefined)
      this.#take(random.chance(0.2) ? [request, { take: request.decline }] : [request], recent, to);
    if (outcome === 'open') this.#keepDate(to);
  }

  /** A close date that has passed is mostly put off. */
  #keepDate(to: number): void {
    const { random, customer } = this.#plan;
    this.#story.goOn(to - 1);
    const closes = this.#story.deal[field.closeDate];
    if (typeof closes === 'string' && closes < this.#story.today && random.chance(0.8))
      this.#story.write({
        [field.closeDate]: daysAfter(this.#story.today, random.between(15, 90)),
        NextStep: random.pick(nextSteps[customer.language]),
      });
  }

  /** Into the next stage of the way. What still stands against it is settled first; false where that cannot be. */
  #moveOn(since: number): boolean {
    const { next } = this.#story.verdict();
    if (next === null) return false;
    const { closed, contract } = this.#story.scene.model;
    if (contract !== undefined && next === closed.won.name && !(field.contract in this.#story.deal))
      this.#story.sign(contract.term);
    const stay = this.#stay(undefined, true);
    for (let tries = 0; tries < 3; tries += 1) {
      if (this.#story.verdict({ [field.stage]: next }).refusals.length === 0) {
        this.#story.write({ [field.stage]: next, ...this.#dateOf(next, since) });
        return true;
      }
      for (const step of this.#steps.toward(next, stay)) step.take();
    }
    return false;
  }

  /** The day of the contract where it is won; else put off with the stage when it comes near. */
  #dateOf(stage: string, since: number): Record<string, SampleValue> {
    const { model } = this.#story.scene;
    const { deal, today } = this.#story;
    const signed = deal[model.warnings.awardNotice.until];
    if (stage === model.closed.won.name) return { [field.closeDate]: typeof signed === 'string' ? signed : today };
    const closes = deal[field.closeDate];
    const later = daysAfter(today, Math.round(20 + (this.#plan.ends - since) / 4));
    return typeof closes === 'string' && closes < laterOf(today, daysAfter(today, 14))
      ? { [field.closeDate]: later }
      : {};
  }

  #win(): void {
    const { stages, closed, contract } = this.#story.scene.model;
    const isWon = (): boolean => this.#story.deal[field.stage] === closed.won.name;
    for (let moves = 0; moves <= stages.length && !isWon(); moves += 1) if (!this.#moveOn(this.#plan.ends)) return;
    // A few are still drafts.
    if (contract !== undefined && isWon() && this.#plan.number % 4 > 0) this.#story.activate();
  }

  #lose(): void {
    const { model } = this.#story.scene;
    const { random } = this.#plan;
    const reason = random.pick(model.closed.lost.reasons).value;
    const isToRival = !/cancel|decision/i.test(reason);
    const from = String(this.#story.deal[field.stage]);
    this.#story.write({
      ...this.#result(from, isToRival),
      ...(isToRival ? this.#rivals() : {}),
      [field.stage]: model.closed.lost.name,
      [field.lossReason]: reason,
      [field.closeDate]: this.#story.today,
      [field.lostStage]: from,
    });
  }

  /** The result that the stage waited for. */
  #result(stageName: string, isToRival: boolean): Record<string, SampleValue> {
    const { model } = this.#story.scene;
    const index = model.stages.findIndex(({ name }) => name === stageName);
    const stage = model.stages[index];
    if (stage === undefined) return {};
    const fields = requirementsOfStage(stage, index).flatMap(({ requirement }) => requirement.fields ?? []);
    return Object.fromEntries(
      fields.flatMap(({ name, type, accept }) => {
        const result = isToRival ? 'Lost' : 'Cancelled';
        const isOne =
          accept !== undefined && type?.kind === 'picklist' && type.values.some(({ value }) => value === result);
        return isOne ? [[name, result]] : [];
      }),
    );
  }

  /** Who won, where the model asks for rivals and nobody has named them. */
  #rivals(): Record<string, SampleValue> {
    const asked = this.#story.scene.model.stages.flatMap(({ required }) =>
      required.flatMap(({ fields = [] }) => fields),
    );
    const found = asked.find(({ name, type }) => type?.kind === 'text' && /competitor|rival/i.test(name));
    return found === undefined || (this.#story.deal[found.name] ?? '') !== ''
      ? {}
      : { [found.name]: this.#values.rivals() };
  }

  /** What happens to it beside the walk, a while after it came into the stage. Answers the day from which it goes on. */
  #turn(index: number, from: number, to: number): number {
    const { turn, turnsAt } = this.#plan;
    if (turn === undefined || turnsAt !== index) return from;
    const day = from + (to - from) * 0.15;
    this.#story.goOn(day);
    if (turn === 'grown') this.#changeAmount(this.#grownAmount());
    else if (turn === 'shrunk') this.#changeAmount((this.#band()?.from ?? 0) * 0.9);
    else this.#raise();
    return day;
  }

  /** In the model's currency. */
  #changeAmount(amount: number): void {
    if (amount > 0)
      this.#story.write({ [field.amount]: this.#story.scene.money.in(rounded(amount), this.#story.currency) });
  }

  /** Past an approval, or over the line into the bands of the strictest track. */
  #grownAmount(): number {
    const { amount, random } = this.#plan;
    const lines = this.#strictBands().map(({ from = 0 }) => from);
    const line = Math.min(...lines);
    return amount < line ? line * (1.02 + 0.2 * random.next()) : amount * 1.3;
  }

  readonly #strictBands = (): Grade[] => {
    const { model } = this.#story.scene;
    return model.grades.filter(({ partnerLed, track }) => !partnerLed && track === strictest(model));
  };

  readonly #band = (): Grade | undefined =>
    this.#story.scene.model.grades.find(({ letter }) => letter === this.#story.verdict().grade.decided);

  /** A small deal that matters: the manager gives it a grade of the strictest track. */
  #raise(): void {
    const { manager, random, customer } = this.#plan;
    const { model } = this.#story.scene;
    this.#story.write(
      {
        [field.manualGrade]: random.pick(this.#strictBands()).letter,
        [field.manualReason]: random.pick(model.manualGrade.reasons).value,
        [field.manualNote]: random.pick(raiseNotes[customer.language]),
        [field.manualBy]: { user: manager },
        [field.manualOn]: this.#story.today,
        ...(random.chance(0.3) ? { [field.manualUntil]: daysAfter(this.#story.today, 400) } : {}),
      },
      manager,
    );
  }
}
