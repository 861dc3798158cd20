import { SfError } from '@salesforce/core/sfError';
import { Flags } from '@oclif/core';

/** `--multi-currency ISO`: for an org with several currencies, whatever the model file says. */
export const corporateCurrency = Flags.custom({
  summary: 'For an org with several currencies: the ISO code of its corporate currency, such as USD.',
  description: 'The same as `multiCurrency: true` and `corporateCurrency` under `money` in the model.',
  parse: async (code) => {
    if (/^[A-Z]{3}$/.test(code)) return await Promise.resolve(code);
    throw new SfError(`"${code}" is no ISO code of a currency, such as USD.`, 'BadCurrency', [], 1);
  },
});
