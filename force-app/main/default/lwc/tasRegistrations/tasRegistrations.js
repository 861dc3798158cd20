/**
 * Partner registrations at a glance: for a channel manager those that wait for a decision, and those whose protection runs
 * out soon or has run out and still holds its project; for everybody else their own. One request.
 */
import APPROVES from '@salesforce/customPermission/TAS_Approve_Registration';
import USER_ID from '@salesforce/user/Id';
import { fill } from 'c/tasModel';
import { dot, formats, problemOf, refusalOf, today } from 'c/tasPanelState';
import { listQuery, messages, registration } from 'c/tasRegistrationModel';
import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import { LightningElement, wire } from 'lwc';
import { ending, hasLapsed, readAll } from 'c/tasRegistrationRecords';

const { registering: texts } = messages;
const names = /** @type {Readonly<Record<string, string>>} */ (registration?.names ?? {});
/** Days before the end from which on it is told. */
const soon = 30;
const decides = APPROVES === true;

const inDays = (/** @type {number} */ days) => {
  const [year, month, day] = today().split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
};

/** A channel manager decides on those of others; everybody else looks after his own. */
const whose = { OwnerId: decides ? { ne: USER_ID } : { eq: USER_ID } };

export default class TasRegistrations extends LightningElement {
  texts = texts;
  query = listQuery ?? undefined;
  variables = registration
    ? {
        waiting: { and: [{ [names.status]: { eq: 'Submitted' } }, whose] },
        ending: {
          and: [
            { [names.status]: { eq: 'Approved' } },
            { [names.until]: { lte: { value: inDays(soon) } } },
            ...(decides ? [] : [whose]),
          ],
        },
      }
    : undefined;
  /** @type {any} */
  data = null;
  /** @type {Panel.Notice | null} */
  problem = null;
  /** Id of the one that is being let go. */
  busy = '';
  spoken = '';
  /** @type {(() => Promise<unknown>) | undefined} */
  refresh;

  @wire(graphql, { query: '$query', variables: '$variables' })
  wired(/** @type {any} */ { data, errors, refresh }) {
    this.refresh = refresh ?? this.refresh;
    if (errors?.length) this.problem = problemOf(refusalOf(errors), texts.notRead);
    else if (data) {
      if (this.problem?.title === texts.notRead) this.problem = null;
      this.data = data;
    }
  }

  /** Nothing is shown to whoever has nothing to do with registrations. */
  get isShown() {
    return registration !== null && (this.problem !== null || (this.data !== null && (decides || this.hasAny)));
  }

  get hasAny() {
    return this.parts.some(({ rows }) => rows.length > 0);
  }

  get parts() {
    const part = (/** @type {'waiting' | 'ending'} */ key, /** @type {string} */ title, /** @type {string} */ none) => {
      const rows = readAll(this.data, key).map((/** @type {Registrations.Registration} */ one) => this.rowOf(one));
      const total = this.data?.uiapi?.query?.[key]?.totalCount ?? 0;
      return {
        key,
        title,
        rows,
        none: rows.length === 0 ? none : null,
        more: total > rows.length ? fill(texts.more, formats.number(total)) : null,
      };
    };
    return [
      part('waiting', decides ? texts.waiting : texts.waitingMine, texts.noneWaiting),
      part('ending', fill(texts.ending, soon), texts.noneEnding),
    ];
  }

  /** @param {Registrations.Registration} one */
  rowOf(one) {
    const { id, name, project, customer, partner, submittedByName, submittedOn, until, owner } = one;
    const isLapsed = hasLapsed(one, today());
    return {
      id,
      name: `${name}${dot}${project}`,
      facts: [
        partner || texts.gone,
        customer || texts.gone,
        until === null
          ? fill(texts.submitted, submittedByName, formats.day(submittedOn))
          : fill(isLapsed ? texts.runOut : texts.until, formats.day(until)),
      ].join(dot),
      className: isLapsed ? 'row lapsed' : 'row',
      letGo: isLapsed && (decides || owner === USER_ID) ? fill(texts.letGoOf, name) : null,
      isBusy: this.busy === id,
      changedOn: one.changedOn,
      short: name,
    };
  }

  /** @param {any} event */
  async handleLetGo({ currentTarget }) {
    const { id } = currentTarget.dataset;
    const row = this.parts.flatMap(({ rows }) => rows).find((one) => one.id === id);
    if (this.busy !== '' || !row) return;
    this.busy = id;
    this.problem = null;
    try {
      await updateRecord({ fields: { Id: id, ...ending } }, { ifUnmodifiedSince: row.changedOn ?? undefined });
      this.spoken = fill(texts.released, row.short);
    } catch (error) {
      this.problem = problemOf(error, texts.notSaved);
    } finally {
      this.busy = '';
      await this.refresh?.();
    }
  }
}
