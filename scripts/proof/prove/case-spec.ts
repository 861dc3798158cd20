/** What a random write on a deal is drawn as, before any model gives it names and values. */
import fc from 'fast-check';

/** A date on which every case happens. */
export const proofDay = '2026-11-23';
/** The moment on it at which every write is made. */
export const proofNow = `${proofDay}T12:00:00.000Z`;

const permissions = ['TAS_Approve', 'TAS_Raise_Grade', 'TAS_Lower_Grade', 'TAS_Reopen_Closed', 'TAS_Bypass'] as const;
const small = fc.nat(99);

const changeable = [
  'field',
  'amount',
  'ledBy',
  'tender',
  'decided',
  'manual',
  'oneOfManual',
  'until',
  'recordType',
  'owner',
  'nothing',
  'nextStep',
] as const;

/** Numbers only: each is mapped onto what the model offers, so one spec fits every model and shrinks well. */
export const caseSpec = fc.record({
  created: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  from: small,
  step: fc.oneof(
    { weight: 6, arbitrary: fc.constant('next' as const) },
    { weight: 3, arbitrary: fc.constant('stay' as const) },
    { weight: 4, arbitrary: fc.constant('any' as const) },
    { weight: 2, arbitrary: fc.constant('win' as const) },
    { weight: 2, arbitrary: fc.constant('jump' as const) },
    { weight: 1, arbitrary: fc.constant('lose' as const) },
  ),
  to: small,
  /** 0–99: how likely a value is there; high for most cases, else nothing would ever be allowed. */
  tidy: fc.oneof(
    { weight: 5, arbitrary: fc.constant(100) },
    { weight: 2, arbitrary: fc.constant(92) },
    { weight: 2, arbitrary: fc.constant(60) },
  ),
  /** The one requirement of those met that is not; most cases have none. */
  hole: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ which: fc.nat(999), how: small }) },
  ),
  /** Content of a passed stage is changed and nothing else; most cases are other writes. */
  behind: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ which: fc.nat(999), later: small, how: small }) },
  ),
  /** An answer that decides the way is changed in the first stage, with some items or other; most cases are other writes. */
  answer: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ which: fc.boolean(), to: small, few: small }) },
  ),
  /** A won deal is edited by somebody who may not reopen it. */
  wonEdit: fc.oneof({ weight: 11, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  /** Whether items stand only for what partner-led deals are asked. */
  sparse: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  /** Whether what fields ask for has items too. */
  doubled: fc.boolean(),
  fills: fc.array(small, { minLength: 160, maxLength: 160 }),
  ledBy: small,
  amount: small,
  tender: small,
  decided: small,
  manual: small,
  changes: fc.uniqueArray(fc.constantFrom(...changeable), { minLength: 1, maxLength: 3 }),
  changed: fc.array(small, { minLength: 4, maxLength: 4 }),
  held: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(...permissions.slice(0, 4)), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant(['TAS_Bypass' as const]) },
  ),
  owns: fc.boolean(),
  old: small,
  type: small,
  lost: small,
  /** What registration the deal names, in models that have them. */
  registration: fc.array(small, { minLength: 6, maxLength: 6 }),
});
export type CaseSpec = typeof caseSpec extends fc.Arbitrary<infer Spec> ? Spec : never;
