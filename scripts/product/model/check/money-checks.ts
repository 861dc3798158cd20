/** Money: an org with several currencies has a corporate one, and the model must say which. */
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';

export function checkMoney({ money }: SalesModel): Finding[] {
  if (money.multiCurrency && money.corporateCurrency === undefined)
    return [
      {
        kind: 'missing',
        path: ['money', 'multiCurrency'],
        what: '`money.corporateCurrency` is missing.',
        why: 'Salesforce answers 1 for a currency without a rate; only for the corporate currency is that a real rate.',
        fix: "Add it, with the ISO code of the org's corporate currency, or set `multiCurrency` to false.",
      },
    ];
  if (!money.multiCurrency && money.corporateCurrency !== undefined)
    return [
      {
        kind: 'wrongValue',
        path: ['money', 'corporateCurrency'],
        what: '`money.corporateCurrency` stands without `multiCurrency: true`.',
        why: 'In an org with one currency nothing is converted.',
        fix: 'Set `multiCurrency` to true, or delete it.',
      },
    ];
  return [];
}
