/** Which deals the board is about: whose, and of which track, record type and currency. Pure: values in, values out. */
import { messages } from 'c/tasBoardModel';
import { field, model } from 'c/tasModel';
import { trackText } from 'c/tasPanelState';
import { viewer } from 'c/tasRecords';

const { board } = messages;

/** Every deal. @type {Board.Kind} */
export const everyKind = { track: '', recordType: '', currency: '' };

const fields = { track: field.track, recordType: field.recordType, currency: field.currency };

const own = { OwnerId: { eq: viewer.id } };
const owners = { mine: [own], team: [{ or: [own, { Owner: { ManagerId: { eq: viewer.id } } }] }], all: [] };

/**
 * The filter of every query.
 * @param {'mine' | 'team' | 'all'} whose
 * @param {Board.Kind} kind
 */
export const scopeOf = (whose, kind) => ({
  and: [
    { IsClosed: { eq: false } },
    ...owners[whose],
    ...switches.flatMap((name) => (kind[name] === '' ? [] : [{ [fields[name]]: { eq: kind[name] } }])),
  ],
});

/**
 * Record types of the org, and currencies of its open deals, to choose from.
 * @param {any} data answer to `cardsQuery`
 * @returns {Board.Choices}
 */
export function choicesIn(data) {
  const { objectInfos, aggregate } = data.uiapi;
  const types = objectInfos?.[0]?.recordTypeInfos ?? [];
  const codes = (aggregate.currencies?.edges ?? []).map(
    (/** @type {any} */ { node }) => node.aggregate.CurrencyIsoCode.value,
  );
  return {
    recordType: types
      .filter((/** @type {any} */ { master }) => !master)
      .map((/** @type {any} */ { recordTypeId, name }) => ({ value: recordTypeId, label: name })),
    currency: codes.sort().map((/** @type {string} */ code) => ({ value: code, label: code })),
  };
}

const switches = /** @type {const} */ (['track', 'recordType', 'currency']);
const texts = {
  track: { label: board.track, every: board.everyTrack },
  recordType: { label: board.recordType, every: board.everyRecordType },
  currency: { label: board.currency, every: board.everyCurrency },
};

/**
 * A switch for each kind of which there is more than one.
 * @param {Board.Choices | null} choices null: not read yet
 * @param {Board.Kind} chosen
 * @returns {Board.Switch[]}
 */
export function switchesOf(choices, chosen) {
  const track = model.tracks.map(({ name }) => ({ value: name, label: trackText(name) }));
  const all = { track, recordType: [], currency: [], ...choices };
  return switches
    .filter((name) => all[name].length > 1)
    .map((name) => ({
      name,
      label: texts[name].label,
      options: [{ value: '', label: texts[name].every }, ...all[name]].map((one) => ({
        ...one,
        selected: one.value === chosen[name],
      })),
    }));
}
