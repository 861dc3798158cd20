/** Whether the contract of a deal is one of another customer or another deal (docs/rules.md, TAS-K1). */
import { contractField, field, relationOf } from '../vocabulary/index.ts';
import { isBlank, isChanged, isSameId } from './blank.ts';
import type { Write } from './write.ts';

const ofContract = (name: string): string => `${relationOf(field.contract)}.${name}`;

/** Asked when contract or account changes and when the deal is won. What was not read of the contract is not judged. */
export function isContractForeign({ plan, before, after, to, moved }: Write): boolean {
  if (isBlank(after[field.contract])) return false;
  const isAsked =
    before === undefined ||
    isChanged(before[field.contract], after[field.contract]) ||
    isChanged(before[field.account], after[field.account]) ||
    (moved && to === plan.won);
  const { [ofContract(contractField.account)]: account, [ofContract(contractField.deal)]: deal } = after;
  if (!isAsked || account === undefined) return false;
  return !isSameId(account, after[field.account]) || !(isBlank(deal) || isSameId(deal, after['Id']));
}
