import { registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { referenceData } from '../model/models.ts';

/** The reference model, whose partner track asks for a registration and for nothing else. */
export function registeringData(): Record<string, unknown> {
  const data = referenceData();
  const stages = data['stages'] as Record<string, { gate?: string; slot?: number; code?: string }[]>[];
  for (const stage of stages)
    for (const one of ['required', 'actions', 'processes', 'people'].flatMap((group) => stage[group] ?? []))
      if (one.code !== 'VAL_PARTNER') {
        delete one.gate;
        delete one.slot;
      }
  stages[0]?.['processes']?.push({
    code: 'VAL_REGISTRATION',
    gate: 'hard',
    slot: 9,
    tracks: ['Partner'],
    fields: [{ name: 'TAS_Registration__c', reach: [own.validUntil] }],
    label: { en_US: 'Partner registration', zh_CN: '伙伴报备' },
  } as { gate: string });
  return data;
}
