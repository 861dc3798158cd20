/** The registration that a random deal names, its customer and its partner: its own or another's, valid or not. */
import type { Deal } from '../../product/gate/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import { field, registrationField as own, relationOf } from '../../product/vocabulary/index.ts';
import { proofDay } from './case-spec.ts';
import { at } from './values.ts';

const accounts = ['account-1', 'account-2'] as const;
const yesterday = '2026-11-22';

/** A write with a registration before and after; as it was where the model has none. `luck`: six numbers below 100. */
export function registered<Write extends { readonly before: Deal | undefined; readonly after: Deal }>(
  { registration: made }: SalesModel,
  write: Write,
  luck: readonly number[],
): Write {
  if (made === undefined) return write;
  const [account = 0, which = 0, customer = 0, partner = 0, state = 0, change = 0] = luck;
  const { before, after } = write;
  const base = before ?? after;
  const ofDeal = { [field.account]: account < 90 ? at(accounts, account) : null };
  const first = named('registration-1', { ...base, ...ofDeal }, { customer, partner, state });
  const second = named(
    'registration-2',
    { ...base, ...ofDeal },
    { customer: partner, partner: state, state: customer },
  );
  const none = { [field.registration]: null };
  const named1 = which < 30 ? none : first;
  function named(
    id: string,
    deal: Deal,
    by: { readonly customer: number; readonly partner: number; readonly state: number },
  ): Deal {
    const until = by.state < 70 ? '2027-01-31' : by.state < 85 ? proofDay : yesterday;
    const status = by.state % 10 < 8 ? 'Approved' : at(['Submitted', 'Rejected', 'Expired'], by.state);
    const values = {
      [own.customer]: by.customer < 80 ? (deal[field.account] ?? null) : at(accounts, by.customer),
      [own.partner]: by.partner < 80 ? (deal[made?.partner ?? ''] ?? null) : 'partner-2',
      [own.status]: status,
      [own.until]: until,
      [own.validUntil]: status === 'Approved' && until >= proofDay ? until : null,
    };
    return {
      [field.registration]: `${id} ${JSON.stringify(values)}`,
      ...Object.fromEntries(
        Object.entries(values).map(([name, value]) => [`${relationOf(field.registration)}.${name}`, value]),
      ),
    };
  }
  const changes: Deal =
    change < 8
      ? { [field.account]: at(accounts, account + 1) }
      : change < 20
        ? which < 15
          ? none
          : second
        : change < 28
          ? { [made.partner]: 'partner-2' }
          : {};
  return {
    ...write,
    before: before === undefined ? undefined : { ...before, ...ofDeal, ...named1 },
    after: { ...after, ...ofDeal, ...named1, ...changes },
  };
}
