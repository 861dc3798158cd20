/**
 * The hidden line on the record page: the questions of the present stage, what was answered last and before, and a form
 * for one answer at a time. An answer is a record of its own and is never changed. One request by `lightning/graphql`;
 * none where the model asks nothing.
 */
import { coaching, coachQuery, messages } from 'c/tasCoachModel';
import { fill } from 'c/tasModel';
import { alertOf, dayOf, formats, problemOf, refusalOf, stageText } from 'c/tasPanelState';
import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { helpOf, promptOf, questionsOf, readCoach } from './answers';

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
  /** Codes of the questions whose earlier answers are on show. @type {readonly string[]} */
  open = [];
  isBusy = false;
  spoken = '';
  focusOn = '';
  /** @type {(() => Promise<unknown>) | undefined} */
  refresh;
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
    }
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
    return read.isClosed ? coach.review : '';
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
    return questionsOf(read).map(({ code, isChoice }) => {
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
          isChoice && last && before && before.choice !== last.choice
            ? fill(coach.changed, String(before.choice), String(last.choice))
            : '',
        earlier: isOpen ? earlier : [],
        earlierText: earlier.length > 0 ? fill(coach.earlier, formats.number(earlier.length)) : '',
        expanded: String(isOpen),
        isAsked: this.asked === code,
        form: this.asked === code ? this.formOf(isChoice) : null,
        button:
          read.mayAnswer && this.asked === null ? { label: fill(last ? coach.again : coach.answer, title) } : null,
      };
    });
  }

  /** @param {Coach.Answer} answer */
  told({ id, choice, text, by, on, stage }) {
    const day = formats.day(dayOf(String(on)));
    return {
      id,
      choice: choice === null ? null : (this.read?.choices.find(({ value }) => value === choice)?.label ?? choice),
      text,
      when: stage ? fill(coach.inStage, by, day, stageText(stage)) : fill(coach.by, by, day),
    };
  }

  /** @param {boolean} isChoice @returns {Panel.Form} */
  formOf(isChoice) {
    const { label, choices } = /** @type {Coach.Read} */ (this.read);
    const field = { value: null, digits: 0, to: null, options: [], maxLength: undefined };
    return {
      fields: [
        ...(isChoice
          ? [
              {
                ...field,
                name: names.choice,
                label: label(names.choice),
                kind: /** @type {const} */ ('picklist'),
                options: choices,
                required: true,
              },
            ]
          : []),
        {
          ...field,
          name: names.text,
          label: label(names.text),
          kind: /** @type {const} */ ('longText'),
          maxLength: 4000,
          required: !isChoice,
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
    this.problem = null;
    this.focusOn = 'form';
  }

  handleClose() {
    this.focusOn = this.asked ?? '';
    this.asked = null;
    this.problem = null;
  }

  /** @param {any} event */
  handleEarlier({ currentTarget }) {
    const { code } = currentTarget.dataset;
    this.open = this.open.includes(code) ? this.open.filter((one) => one !== code) : [...this.open, code];
  }

  /** @param {{ detail: { values: Record<string, any> } }} event */
  async handleSave({ detail: { values } }) {
    const { asked, read } = this;
    if (this.isBusy || asked === null || read === null) return;
    if (!values[names.choice] && !String(values[names.text] ?? '').trim()) {
      this.problem = alertOf(coach.wordsMissing, []);
      return;
    }
    this.isBusy = true;
    this.problem = null;
    try {
      await createRecord({
        apiName: names.object,
        fields: { [names.deal]: this.recordId, [names.question]: asked, [names.stage]: read.stage, ...values },
      });
      this.asked = null;
      await this.refresh?.();
      this.spoken = coach.saved;
      this.focusOn = asked;
    } catch (error) {
      this.problem = problemOf(error, coach.notSaved);
    } finally {
      this.isBusy = false;
    }
  }
}
