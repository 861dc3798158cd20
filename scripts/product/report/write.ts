/** How numbers stand in a page: by the reader's language. */
import { moneyText } from '../grade/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import type { Locale } from '../present/index.ts';
import type { Range } from '../forecast/index.ts';

export interface PageOptions {
  readonly messages: Messages;
  readonly locale: Locale;
}

export interface Writer extends PageOptions {
  /** Whole units of a currency from hundredths, every digit. */
  readonly money: (cents: bigint, currency: string) => string;
  /** The same of a number of units, as a forecast has it. */
  readonly rounded: (amount: number, currency: string) => string;
  /** A few digits, for where there is little room: 1.2M. */
  readonly short: (amount: number) => string;
  /** The same with its currency, for what is foretold: more digits would say more than is known. */
  readonly shortMoney: (amount: number, currency: string) => string;
  readonly shortCents: (cents: bigint) => string;
  readonly count: (value: number) => string;
  readonly deals: (value: number) => string;
  /** One decimal. */
  readonly tenths: (value: number) => string;
  /** 0 to 1 as a whole per cent. */
  readonly percent: (share: number) => string;
  /** Days of today's calendar. */
  readonly day: (day: string) => string;
  readonly range: (range: Range, write: (value: number) => string, text: string) => string;
}

export function writerOf({ messages, locale }: PageOptions): Writer {
  const { tag } = messages.language;
  const compact = new Intl.NumberFormat(tag, { notation: 'compact', maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const units = (cents: bigint): number => Number(cents) / 100;
  return {
    messages,
    locale,
    money: (cents, currency) => moneyText(cents, currency, tag),
    rounded: (amount, currency) => `${currency} ${whole.format(amount)}`.trim(),
    short: (amount) => compact.format(amount),
    shortMoney: (amount, currency) => `${currency} ${compact.format(amount)}`.trim(),
    shortCents: (cents) => compact.format(units(cents)),
    count: (value) => whole.format(value),
    deals: (value) => (value === 1 ? messages.weekly.countOne : fill(messages.weekly.count, whole.format(value))),
    tenths: (value) => tenth.format(value),
    percent: (value) => share.format(value),
    day: (day) => locale.day(day),
    range: ({ expected, low, high }, write, text) => fill(text, write(expected), write(low), write(high)),
  };
}
