/** Deals in several currencies: amounts on, below and above each line after they are converted. */
import type { Deal } from '../../product/gate/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import type { OrgCurrency } from '../../practice-org/server/index.ts';

/** Units that make a dollar: chosen so that whole amounts of the model are whole cents in each of them. */
const perDollar = { CNY: 5, USD: 1, EUR: 0.8, JPY: 160, GBP: 0.4 } as const;
type Code = keyof typeof perDollar;
/** The ones that deals are in; the last one is switched off. */
const codes: readonly Code[] = ['CNY', 'USD', 'EUR', 'JPY', 'CNY', 'USD', 'EUR', 'GBP'];
const switchedOff: Code = 'GBP';

/** The currencies of the org that a model of CNY is proved in; none for a model of one currency. */
export function proofCurrencies({ money }: SalesModel): OrgCurrency[] {
  if (!money.multiCurrency) return [];
  const ofCorporate = money.corporateCurrency === 'CNY' ? perDollar.CNY : perDollar.USD;
  return Object.entries(perDollar).map(([isoCode, rate]) => ({
    isoCode,
    conversionRate: rate / ofCorporate,
    isCorporate: isoCode === money.corporateCurrency,
    isActive: isoCode !== switchedOff,
  }));
}

/** Numbers of a case that choose the currencies of before and after. */
export interface CurrencyChoice {
  readonly was: number;
  /** Undefined: the currency stays. */
  readonly will: number | undefined;
}

/**
 * A write whose amounts are in the currency of the model, told in other currencies, with what the org makes of them:
 * reckoned here in whole cents, apart from formula and engine. A currency that changes alone keeps the amount.
 */
export function priced<Write extends { readonly before: Deal | undefined; readonly after: Deal }>(
  { money }: SalesModel,
  write: Write,
  { was, will = was }: CurrencyChoice,
): Write {
  if (!money.multiCurrency) return write;
  const [from, to] = [codeAt(was), codeAt(will)];
  const before = write.before === undefined ? undefined : told(write.before, from, worthOf(write.before, from));
  const sameAmount = before !== undefined && write.before?.['Amount'] === write.after['Amount'];
  const amount = sameAmount ? before['Amount'] : worthOf(write.after, to);
  return { ...write, before, after: told(write.after, to, amount) };
}

const codeAt = (choice: number): Code => codes[choice % codes.length] ?? 'CNY';

/** What an amount in the currency of the model is in another one. */
function worthOf(deal: Deal, code: Code): number | null {
  const amount = deal['Amount'];
  return typeof amount === 'number' ? Math.round((amount * perDollar[code] * 100) / perDollar.CNY) / 100 : null;
}

const told = (deal: Deal, code: Code, amount: Deal[string]): Deal => ({
  ...deal,
  CurrencyIsoCode: code,
  Amount: amount ?? null,
  TAS_Model_Amount__c: typeof amount === 'number' && code !== switchedOff ? converted(amount, code) : null,
});

/** To the cent, halves away from zero, in whole numbers. */
function converted(amount: number, code: Code): number {
  const [cents, ours, theirs] = [
    Math.round(Math.abs(amount) * 100),
    perDollar.CNY * 10,
    Math.round(perDollar[code] * 10),
  ];
  return (Math.sign(amount) * Math.floor((2 * cents * ours + theirs) / (2 * theirs))) / 100;
}
