/** What is to be known of the contract of a deal: it can be deleted, and moved to another customer, and no rule of the deal runs. */
import type { Deal } from '../gate/index.ts';
import type { Messages } from '../messages/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { contractField, field, relationOf } from '../vocabulary/index.ts';
import type { FindingKind } from './finding.ts';

const relation = relationOf(field.contract);

/** Nothing for a model without contracts. A field that was not read (undefined) is not judged; null is blank. */
export function contractFindings(
  model: SalesModel,
  deal: Deal,
  isWon: boolean,
  { audit }: Messages,
): { readonly kind: FindingKind; readonly detail: string }[] {
  if (model.contract === undefined) return [];
  const { [field.contract]: named, [field.account]: account, Id: id } = deal;
  if (named === null || named === '')
    return isWon && asksForContract(model) ? [{ kind: 'noContract', detail: audit.noContract }] : [];
  const { [`${relation}.${contractField.account}`]: of, [`${relation}.${contractField.deal}`]: other } = deal;
  if (typeof of === 'string' && of !== account) return [{ kind: 'foreignContract', detail: audit.otherAccount }];
  return typeof other === 'string' && other !== '' && other !== id
    ? [{ kind: 'foreignContract', detail: audit.otherDeal }]
    : [];
}

const asksForContract = (model: SalesModel): boolean =>
  requirementsOf(model).some(({ requirement: { fields = [] } }) => fields.some(({ name }) => name === field.contract));
