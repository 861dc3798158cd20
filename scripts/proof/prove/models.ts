/** Random valid models: stages, tracks, tender stages, bands, record types, requirements of every kind. */
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readModel, type SalesModel } from '../../product/model/index.ts';

const both = (text: string) => ({ en_US: text, zh_CN: `中${text}` });
const pick = (...values: string[]) => ({
  kind: 'picklist',
  values: values.map((value) => ({ value, label: both(value) })),
});

/** How a hard requirement is met; each kind exercises another branch of engine and compiler. */
const kinds = [
  'text',
  'picklist',
  'accept',
  'positive',
  'date',
  'notPast',
  'datetime',
  'checkbox',
  'money',
  'two',
  'reach',
  'action',
  'evidence',
  'process',
  'person',
  'waivedField',
] as const;

const requirement = fc.record({ kind: fc.constantFrom(...kinds), onlyFirstTrack: fc.boolean() });
const stage = fc.record({
  allTracks: fc.boolean(),
  tender: fc.boolean(),
  requirements: fc.array(requirement, { minLength: 1, maxLength: 5 }),
});

export const modelSpec = fc.record({
  stages: fc.array(stage, { minLength: 2, maxLength: 6 }),
  tracks: fc.integer({ min: 1, max: 3 }),
  jump: fc.boolean(),
  lines: fc.constantFrom([5_000_000, 1_000_000, 300_000, 0], [1_000, 0], [0], [20_000, 5_000, 0]),
  blankLedBy: fc.constantFrom('us', 'ungraded'),
  mayLower: fc.boolean(),
  scoped: fc.boolean(),
  cohort: fc.boolean(),
  placeholders: fc.constantFrom('warn', 'refuse'),
  /** The corporate currency of an org with several. */
  corporate: fc.constantFrom(undefined, undefined, 'USD', 'CNY'),
  /** Partner registrations, which the first stage asks for. */
  registers: fc.boolean(),
});
export type ModelSpec = typeof modelSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

export const trackNames = ['Full', 'Fast', 'Partner'] as const;

/** The model of a spec. @throws when the reader refuses it: then the generator is wrong. */
export function modelOf(spec: ModelSpec): SalesModel {
  const read = readModel('made.yaml', stringify(modelData(spec)));
  if (!read.ok) throw new Error(read.problems.map(({ code, what }) => `${code} ${what}`).join('\n'));
  return read.model;
}

function modelData(spec: ModelSpec): unknown {
  const tracks = trackNames.slice(0, spec.tracks);
  const last = spec.stages.length - 1;
  const trackOf = (index: number): string => tracks[Math.min(index < 2 ? 0 : 1, tracks.length - 1)] ?? 'Full';
  return {
    format: 1,
    version: 1,
    name: both('Made'),
    languages: ['en_US', 'zh_CN'],
    money: {
      currency: 'CNY',
      blankLedBy: spec.blankLedBy,
      ...(spec.corporate === undefined ? {} : { multiCurrency: true, corporateCurrency: spec.corporate }),
    },
    scope: { recordTypes: spec.scoped ? ['Big_Deals', 'Projects'] : 'all' },
    enforcement: {
      movement: 'enforce',
      items: 'enforce',
      ...(spec.cohort ? { dealsCreatedFrom: '2026-06-01T00:00:00Z' } : {}),
    },
    tracks: tracks.map((name, index) => ({ name, label: both(name), jump: spec.jump && index > 0 })),
    ungradedTrack: 'Full',
    placeholders: spec.placeholders,
    ...(spec.registers ? { registration: { partner: 'TAS_X_Partner__c' } } : {}),
    grades: [
      ...spec.lines.map((from, index) => ({
        letter: 'ABCD'[index],
        label: both('grade'),
        from,
        track: trackOf(index),
      })),
      { letter: 'E', label: both('partner'), partnerLed: true, track: tracks.at(-1) },
    ],
    manualGrade: { mayLower: spec.mayLower, reasons: [{ value: 'Importance', label: both('Importance') }] },
    closed: {
      won: { name: 'Closed Won', label: both('Won') },
      lost: { name: 'Closed Lost', label: both('Lost'), reasons: [{ value: 'Price', label: both('Price') }] },
    },
    stages: spec.stages.map((one, index) => {
      const ends = index === 0 || index === last;
      const own = one.allTracks || ends ? tracks : tracks.slice(0, 1);
      return {
        id: index + 1,
        name: `Stage ${index + 1}`,
        label: both('Stage'),
        short: both('S'),
        start: both('start'),
        end: both('end'),
        task: both('task'),
        probability: index,
        forecast: 'Pipeline',
        tracks: own,
        tender: one.tender && !ends,
        expectedDays: 10,
        enforcement: 'enforce',
        ...requirementsOf(one.requirements, index, { tracks: own, registers: spec.registers }),
      };
    }),
  };
}

function requirementsOf(
  list: ModelSpec['stages'][number]['requirements'],
  index: number,
  { tracks, registers }: { readonly tracks: readonly string[]; readonly registers: boolean },
): Readonly<Record<string, unknown[]>> {
  const groups: Record<'required' | 'actions' | 'processes' | 'people', unknown[]> = {
    required: [],
    actions: [],
    processes: [],
    people: [],
  };
  for (const [slot, { kind, onlyFirstTrack }] of list.entries()) {
    const name = `TAS_X${index + 1}_${slot}`;
    const base = {
      code: `R${index + 1}_${slot}`,
      gate: 'hard',
      slot,
      label: both(`Requirement ${index + 1}-${slot}`),
      ...(onlyFirstTrack && tracks.length > 1 ? { tracks: tracks.slice(0, 1) } : {}),
    };
    const withFields = (...fields: object[]) => groups.required.push({ ...base, fields });
    switch (kind) {
      case 'text':
      case 'waivedField':
        withFields({ name: `${name}__c`, type: { kind: 'text' } });
        break;
      case 'picklist':
        withFields({ name: `${name}__c`, type: pick('Yes', 'No') });
        break;
      case 'accept':
        withFields({ name: `${name}__c`, type: pick('Won', 'Lost', 'Pending'), accept: ['Won'] });
        break;
      case 'positive':
        withFields({ name: `${name}__c`, type: { kind: 'currency' }, positive: true });
        break;
      case 'date':
        withFields({ name: `${name}__c`, type: { kind: 'date' } });
        break;
      case 'datetime':
      case 'checkbox':
        withFields({ name: `${name}__c`, type: { kind } });
        break;
      case 'notPast':
        withFields({ name: `${name}__c`, type: { kind: 'date' }, notPast: true });
        break;
      case 'money':
        withFields({ name: `${name}__c`, type: { kind: 'currency' } });
        break;
      case 'two':
        withFields({ name: `${name}__c`, type: { kind: 'text' } }, { name: `${name}b__c`, type: pick('Yes', 'No') });
        break;
      case 'reach':
        withFields({ name: `${name}__c`, type: { kind: 'lookup', to: 'Contact' }, reach: ['Phone', 'MobilePhone'] });
        break;
      case 'action':
      case 'evidence':
        groups.actions.push({ ...base, kind: 'winning', evidence: kind === 'evidence' });
        break;
      case 'process':
        groups.processes.push(base);
        break;
      case 'person':
        groups.people.push(base);
        break;
    }
  }
  if (index === 0)
    groups.required.push(
      { code: 'LED', gate: 'hard', label: both('Led by'), fields: [{ name: 'TAS_Led_By__c' }] },
      { code: 'AMOUNT', gate: 'hard', label: both('Amount'), fields: [{ name: 'Amount', positive: true }] },
      { code: 'TENDER', gate: 'hard', label: both('Tender'), fields: [{ name: 'TAS_Tender_Required__c' }] },
      { code: 'GRADE', label: both('Grade'), fields: [{ name: 'TAS_Grade__c' }] },
    );
  if (index === 0 && registers)
    groups.required.push(
      {
        code: 'PARTNER',
        label: both('Partner'),
        fields: [{ name: 'TAS_X_Partner__c', type: { kind: 'lookup', to: 'Account' } }],
      },
      {
        code: 'REGISTRATION',
        gate: 'hard',
        slot: 13,
        ...(tracks.length > 1 ? { tracks: tracks.slice(-1) } : {}),
        label: both('Registration'),
        fields: [{ name: 'TAS_Registration__c', reach: ['Valid_Until__c'] }],
      },
    );
  return groups;
}
