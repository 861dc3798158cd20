/**
 * The hidden line on the record page: the questions of the present stage, what was answered last and before, and a form
 * for one answer at a time. An answer is a record of its own and is never changed; the reason of a lost deal follows its
 * review. One request by `lightning/graphql`; none where the model asks nothing.
 */
import { coaching, coachQuery, messages } from 'c/tasCoachModel';
import { fill } from 'c/tasModel';
import { alertOf, dayOf, formats, problemOf, refusalOf, stageText } from 'c/tasPanelState';
import { hear, tell } from 'c/tasRecords';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { consequenceOf, corrects, helpOf, isReviewed, promptOf, questionsOf, readCoach } from './answers';

const { coach } = messages;
const names = /** @type {Readonly<Record<string, string>>} */ (coaching?.names ?? {});

export default class TasCoach extends LightningElement {
  coach = coach;
  query = coachQuery ?? undefined;
  /** @type {{ id: string } | undefined} */
  variables;
  /** @type {Coach.Read | null} */
  read = null;
  /** @type {Panel.Notice | null} */
  problem = null;
  /** Code of the question that is being answered. @type {string | null} */
  asked = null;
  /** The reason chosen and not saved yet. @type {string | null} */
  chosen = null;
  /** Codes of the questions whose earlier answers are on show. @type {readonly string[]} */
  open = [];
  isBusy = false;
  spoken = '';
  focusOn = '';
  /** @type {(() => Promise<unknown>) | undefined} */
  refresh;
  /** @type {(() => void) | undefined} */
  forget;
  /** The deal was moved while an answer is being written. */
  isBehind = false;
  #recordId = '';

  /** @returns {string} */
  @api
  get recordId() {
    return this.#recordId;
  }
  set recordId(id) {
    if (id === this.#recordId) return;
    this.#recordId = id;
    this.variables = coaching ? { id } : undefined;
    this.read = null;
    this.asked = null;
    this.problem = null;
    this.open = [];
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  wired(/** @type {any} */ { data, errors, refresh }) {
    this.refresh = refresh ?? this.refresh;
    if (errors?.length) this.problem = problemOf(refusalOf(errors), coach.title);
    else if (data) {
      if (this.problem?.title === coach.title) this.problem = null;
      this.read = readCoach(data);
      this.isBehind = false;
    }
  }

  connectedCallback() {
    // Another stage has other questions.
    this.forget = hear('moved', (dealId) => {
      if (dealId !== this.recordId) return;
      // An answer that is being written is finished first.
      if (this.asked === null) this.refresh?.();
      else this.isBehind = true;
    });
  }

  disconnectedCallback() {
    this.forget?.();
  }

  renderedCallback() {
    const { focusOn } = this;
    const place = focusOn && /** @type {any} */ (this.template?.querySelector(`[data-focus="${focusOn}"]`));
    if (!place) return;
    this.focusOn = '';
    place.focus();
  }

  get isHidden() {
    return this.read !== null && !this.read.isSeen;
  }

  get isReadOnly() {
    return this.read !== null && this.read.isSeen && !this.read.mayAnswer && this.questions.length > 0;
  }

  get about() {
    const { read } = this;
    if (read === null || this.isHidden) return '';
    if (this.questions.length === 0) return coach.none;
    if (!read.isClosed) return '';
    return isReviewed(read) ? coach.review : coach.notReviewed;
  }

  /** What goes with the strategy that was chosen, where a question of this stage is about one. */
  get strategy() {
    const { read } = this;
    if (read === null || read.isClosed || !coaching?.strategy || this.questions.length === 0) return null;
    const prompt = promptOf(read);
    return prompt === undefined ? null : { title: fill(coach.strategy, read.strategyText ?? ''), prompt };
  }

  get questions() {
    const { read } = this;
    if (read === null || this.isHidden) return [];
    return questionsOf(read).map(({ code, kind }) => {
      const title = read.titles.get(code) ?? code;
      const [last, ...earlier] = read.answers.filter((one) => one.question === code).map((one) => this.told(one));
      const before = earlier.find((one) => one.choice !== null);
      const isOpen = this.open.includes(code);
      return {
        code,
        title,
        help: helpOf(code),
        last: last ?? null,
        /** Whether what was thought of it has changed. */
        changed:
          kind === 'choice' && last && before && before.choice !== last.choice
            ? fill(coach.changed, String(before.choice), String(last.choice))
            : '',
        earlier: isOpen ? earlier : [],
        earlierText: earlier.length > 0 ? fill(coach.earlier, formats.number(earlier.length)) : '',
        expanded: String(isOpen),
        isAsked: this.asked === code,
        form: this.asked === code ? this.formOf(kind) : null,
        /** What saving does beside keeping the answer; read out as it changes. */
        tells: this.asked === code && kind === 'reason' && read.loss !== null,
        consequence: consequenceOf(read, this.chosen),
        button:
          read.mayAnswer && this.asked === null ? { label: fill(last ? coach.again : coach.answer, title) } : null,
      };
    });
  }

  /** @param {Coach.Answer} answer */
  told({ id, choice, reason, text, by, on, stage }) {
    const day = formats.day(dayOf(String(on)));
    const picked = choice ?? reason;
    const options = (choice === null ? this.read?.reasons : this.read?.choices) ?? [];
    return {
      id,
      choice: options.find(({ value }) => value === picked)?.label ?? picked,
      text,
      when: stage ? fill(coach.inStage, by, day, stageText(stage)) : fill(coach.by, by, day),
    };
  }

  /** What is chosen from: a list, where the reader sees its field. @param {Coach.Kind} kind */
  listOf(kind) {
    const { choices, offered } = /** @type {Coach.Read} */ (this.read);
    if (kind === 'choice') return { name: names.choice, options: choices };
    return kind === 'reason' && offered.length > 0 ? { name: names.reason, options: offered } : null;
  }

  /** @param {Coach.Kind} kind @returns {Panel.Form} */
  formOf(kind) {
    const { label } = /** @type {Coach.Read} */ (this.read);
    const field = { value: null, digits: 0, to: null, options: [], maxLength: undefined };
    const list = this.listOf(kind);
    return {
      fields: [
        ...(list === null
          ? []
          : [{ ...field, ...list, label: label(list.name), kind: /** @type {const} */ ('picklist'), required: true }]),
        {
          ...field,
          name: names.text,
          label: label(names.text),
          kind: /** @type {const} */ ('longText'),
          maxLength: 4000,
          required: list === null,
        },
      ],
      saves: 'changes',
      closes: true,
      busy: this.isBusy,
      saveText: coach.save,
    };
  }

  /** @param {any} event */
  handleAnswer({ currentTarget }) {
    this.asked = currentTarget.dataset.code;
    this.chosen = null;
    this.problem = null;
    this.focusOn = 'form';
  }

  handleClose() {
    this.focusOn = this.asked ?? '';
    this.asked = null;
    this.problem = null;
    if (this.isBehind) this.refresh?.();
  }

  /** @param {{ detail: { values: Record<string, any> } | null }} event */
  handleDraft({ detail }) {
    this.chosen = detail?.values[names.reason] ?? null;
  }

  /** @param {any} event */
  handleEarlier({ currentTarget }) {
    const { code } = currentTarget.dataset;
    this.open = this.open.includes(code) ? this.open.filter((one) => one !== code) : [...this.open, code];
  }

  /** @param {{ detail: { values: Record<string, any> } }} event */
  async handleSave({ detail: { values } }) {
    const { asked, read, recordId } = this;
    if (this.isBusy || asked === null || read === null) return;
    const reason = values[names.reason] ?? null;
    if (!values[names.choice] && !reason && !String(values[names.text] ?? '').trim()) {
      this.problem = alertOf(coach.wordsMissing, []);
      return;
    }
    this.isBusy = true;
    this.problem = null;
    try {
      await createRecord({
        apiName: names.object,
        fields: { [names.deal]: recordId, [names.question]: asked, [names.stage]: read.stage, ...values },
      });
    } catch (error) {
      if (recordId === this.recordId) this.problem = problemOf(error, coach.notSaved);
      this.isBusy = false;
      return;
    }
    const isHere = () => recordId === this.recordId;
    if (isHere()) this.asked = null;
    try {
      await this.refresh?.();
    } catch {
      // What stands there stays: the answer is saved.
    }
    const told = corrects(read, reason)
      ? await this.correct(recordId, read, isHere() && this.read ? this.read : read, reason)
      : coach.saved;
    this.isBusy = false;
    if (!isHere()) return;
    if (typeof told === 'string') this.spoken = told;
    else this.problem = told;
    this.focusOn = asked;
  }

  /**
   * A lost deal's own reason follows its review, where nobody has changed it since the reader saw it.
   * @param {string} id
   * @param {Coach.Read} seen
   * @param {Coach.Read} now
   * @param {string} reason
   * @returns {Promise<string | Panel.Notice>} what was done, or why it was not
   */
  async correct(id, seen, now, reason) {
    if (now.loss?.reason === reason) return coach.saved;
    const moved = alertOf(coach.reasonKept, [coach.reasonMoved]);
    if (now.loss?.reason !== seen.loss?.reason) return moved;
    try {
      const fields = { Id: id, [String(coaching?.reasons?.field)]: reason };
      await updateRecord({ fields }, { ifUnmodifiedSince: now.changedOn ?? undefined });
      tell('changed', id);
    } catch (error) {
      const problem = problemOf(error, coach.reasonKept);
      return problem.kind === 'conflict' ? moved : problem;
    }
    try {
      await this.refresh?.();
    } catch {
      // It was changed, whether or not it is read again.
    }
    return fill(coach.reasonSaved, seen.offered.find(({ value }) => value === reason)?.label ?? reason);
  }
}
