/** What a template says of the contract, as far as the stages of an org ask for it. */
import { isMap, isSeq, type Document } from 'yaml';
import { fieldNodes, textAt, type WrittenRequirement } from './template.ts';

/** Delivery gets what is carried over; number and day stand in fields that are. */
export function carryContract(document: Document, carried: readonly WrittenRequirement[]): void {
  const contract = document.get('contract');
  if (!isMap(contract)) return;
  const handover = contract.get('handover');
  const codes = new Set(carried.map(({ node }) => textAt(node, 'code')));
  if (isSeq(handover)) handover.items = handover.items.filter((item) => codes.has(String(item)));
  const fields = new Set(carried.flatMap(({ node }) => fieldNodes(node).map((one) => textAt(one, 'name'))));
  for (const key of ['number', 'date'] as const) if (!fields.has(textAt(contract, key))) contract.delete(key);
}
