/** What is written of a gate item: what its new status takes, and nothing that does not go with it. */
import { settledAmountOf, type Item } from '../gate/index.ts';
import { item as itemObject, itemField, itemKey, settling, type ItemStatus } from '../vocabulary/index.ts';
import type { Look } from './look.ts';
import type { Change } from './write.ts';

export interface Given {
  readonly code: string;
  readonly status: ItemStatus;
  readonly evidence?: string | undefined;
  readonly person?: string | undefined;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
}

/** The write of one item, signed by the user. `now`: ISO 8601. */
export function itemChange({ read: { deal, items, viewer }, model }: Look, given: Given, now: string): Change {
  const { code, status } = given;
  const before: Item | undefined = items.find((one) => one.code === code);
  const isDone = status === 'Done';
  const isDeclined = status === 'Declined';
  const settles = settling.includes(status);
  const explains = (settles && !isDone) || isDeclined || status === 'Requested';
  // Why it was asked is not why it is declined.
  const earlier = isDeclined ? undefined : before?.reason;
  const values = {
    [itemField.status]: status,
    [itemField.evidence]: (isDone ? given.evidence : undefined) ?? before?.evidence ?? null,
    [itemField.person]: (isDone ? given.person : undefined) ?? before?.person ?? null,
    [itemField.reason]: (explains ? given.reason : undefined) ?? earlier ?? null,
    [itemField.note]: given.note ?? before?.note ?? null,
    [itemField.settledBy]: settles ? viewer.id : null,
    [itemField.settledOn]: settles ? now : null,
    [itemField.settledAmount]: settles ? settledAmountOf(model, deal, code) : null,
    [itemField.declinedBy]: isDeclined ? viewer.id : (before?.declinedBy ?? null),
    [itemField.declinedOn]: isDeclined ? now : (before?.declinedOn ?? null),
  };
  if (before?.id !== undefined) return { object: itemObject, operation: 'update', key: 'Id', id: before.id, values };
  return {
    object: itemObject,
    operation: 'upsert',
    key: itemField.key,
    id: itemKey(deal.Id, code),
    values: { [itemField.deal]: deal.Id, [itemField.code]: code, ...values },
  };
}
