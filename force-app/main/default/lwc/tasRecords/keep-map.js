/** What the customer map of a deal says when the deal is moved is kept, so that its movement can be seen: docs/customer.md. */
import { mapSnapshot, messages } from 'c/tasModel';
import { problemOf, today } from 'c/tasPanelState';
import { createRecord } from 'lightning/uiRecordApi';

/**
 * @param {Readonly<Record<string, any>>} deal as it was read, with the numbers of its map
 * @param {unknown} stage that it came to
 * @returns {Promise<Panel.Notice | null>} why it was not kept; null: it was, or there is nothing to keep
 */
export async function keepMap(deal, stage) {
  if (!mapSnapshot || !deal[mapSnapshot.people]) return null;
  const fields = {
    [mapSnapshot.deal]: deal.Id,
    [mapSnapshot.key]: [deal.Id, stage, today()].join(':'),
    [mapSnapshot.stage]: stage,
    ...Object.fromEntries(Object.entries(mapSnapshot.copies).map(([own, name]) => [own, deal[name]])),
  };
  try {
    await createRecord({ apiName: mapSnapshot.object, fields });
    return null;
  } catch (error) {
    // One of a stage and a day is enough.
    const { kind, ...notice } = problemOf(error, messages.saved.mapNotKept);
    return kind === 'twice' ? null : notice;
  }
}
