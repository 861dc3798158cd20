/** Who may grant what waits, as far as a deal tells: nobody who only looks can read who holds a permission. */
import type { SalesModel } from '../model/index.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

interface NamedItem {
  readonly code: string;
  readonly status: string;
  readonly person?: string | null;
  readonly personName?: string | null | undefined;
}

/**
 * The people of the deal in the roles that approve (`approvals.by`), in their order; where there are none, the manager
 * of its owner; the owner never is. Empty: nobody is known.
 */
export function approversOf(
  { approvals }: Pick<SalesModel, 'approvals'>,
  { owner, manager }: { readonly owner: unknown; readonly manager: Person | null },
  items: readonly NamedItem[],
): Person[] {
  const people = new Map<string, string>();
  for (const code of approvals.by ?? [])
    for (const { code: of, status, person, personName } of items)
      if (of === code && status === 'Done' && person && person !== owner && !people.has(person))
        people.set(person, personName ?? person);
  const found = [...people].map(([id, name]) => ({ id, name }));
  return found.length === 0 && manager !== null && manager.id !== owner ? [manager] : found;
}
