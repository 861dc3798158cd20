/** What stands beside a write: records that a deal names, and sums of children that no rule looks at. */
import { mapField } from '../../product/customer/index.ts';
import type { Deal } from '../../product/gate/index.ts';

/** Before, with the related records it shares with after as they are now: a record has only one version, the present one. */
export const withSameRecords = (before: Deal, after: Deal): Deal => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(after).filter(([name]) => {
      const [lookup, related] = name.split('__r.');
      return related !== undefined && before[`${lookup ?? ''}__c`] === after[`${lookup ?? ''}__c`];
    }),
  ),
});

/** The roll-ups of a customer map, some for each number of items: gates and grades do not look at them. */
export const mapOf = (items: number): [string, number][] =>
  Object.entries({
    [mapField.people]: items % 5,
    [mapField.unknown]: (items * 3) % 11,
    [mapField.weight]: items % 4,
    [mapField.points]: (items * 5) % 37,
  }).map(([name, value]) => [name.toLowerCase(), value]);

/** Codes of the rules that refuse, sorted. */
export const codesOf = (broken: readonly { readonly message: string }[]): string[] =>
  broken.map(({ message }) => /^\[(TAS-\w+)\]/.exec(message)?.[1] ?? message).sort();
