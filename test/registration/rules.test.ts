/** The rules of partner registrations refuse what they ought to, by an oracle of their own over random writes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { proofDay } from '../../scripts/proof/prove/case-spec.ts';
import {
  expectedKey,
  registrationCaseOf,
  registrationSpec,
  type RegistrationCase,
} from '../../scripts/proof/prove/registration-cases.ts';
import { brokenRules } from '../../scripts/practice-org/server/index.ts';
import { registration, registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { referenceModel, referenceProject } from '../reference/index.ts';

const protection = referenceModel.registration?.protection ?? 0;
const model = { ...referenceModel, enforcement: { ...referenceModel.enforcement, items: 'enforce' as const } };

const dayFrom = (days: number): string => new Date(Date.parse(proofDay) + days * 86_400_000).toISOString().slice(0, 10);

/** Which rules stand against a write, told in another way than the compiler does. */
function expected({ before, after, viewer }: RegistrationCase): string[] {
  if (viewer.permissions.has('TAS_Bypass')) return [];
  const found = new Set<string>();
  const isNew = before === undefined;
  const old = before ?? {};
  const has = (name: string): boolean => (after[name] ?? '') !== '';
  const changed = (name: string): boolean => !isNew && (old[name] ?? null) !== (after[name] ?? null);
  const set = (name: string): boolean => (isNew ? has(name) : changed(name));
  const was = isNew ? '' : old[own.status];
  const is = after[own.status];
  const me = viewer.id;
  const manages = viewer.permissions.has('TAS_Approve_Registration');
  const asked = [after[own.submittedBy], after['CreatedById'], after['OwnerId'], old['OwnerId']];
  const decides = manages && !asked.includes(me);
  const parts = [own.partner, own.customer, own.project];
  if ((isNew || parts.some(changed)) && (!parts.every(has) || after[own.partner] === after[own.customer]))
    found.add('R1');
  if ([own.partner, own.customer, own.submittedBy, own.submittedOn].some(changed)) found.add('R2');
  if (changed(own.project) && !(was === 'Submitted' && is === 'Submitted')) found.add('R2');
  if (isNew && !(is === 'Submitted' && after[own.submittedBy] === me && after[own.submittedOn] === proofDay))
    found.add('R3');
  const step = `${was ?? ''} ${is ?? ''}`;
  const steps = ['Submitted Approved', 'Submitted Rejected', 'Approved Expired'];
  if (changed(own.status) && !steps.includes(step)) found.add('R4');
  if (changed(own.status) && (is === 'Approved' || is === 'Rejected')) {
    if (!decides || after[own.decidedBy] !== me || after[own.decidedOn] !== proofDay) found.add('R5');
  } else if (set(own.decidedBy) || set(own.decidedOn)) found.add('R5');
  const until = after[own.until] ?? '';
  const within = until > proofDay && until <= dayFrom(protection);
  const reasoned = changed(own.reason) && has(own.reason);
  if (is !== 'Approved') {
    if (set(own.until)) found.add('R6');
  } else if (changed(own.status)) {
    if (!within) found.add('R6');
  } else if (changed(own.until) && !(within && decides && reasoned && (old[own.until] ?? '9') <= until))
    found.add('R6');
  if (is === 'Approved' ? after[own.key] !== expectedKey(after) : has(own.key)) found.add('R7');
  const lapsed = until !== '' && until < proofDay;
  if (changed(own.status) && is === 'Expired' && !lapsed && !(manages && reasoned)) found.add('R8');
  if (changed(own.status) && is === 'Rejected' && !has(own.reason)) found.add('R9');
  if (!changed(own.status) && ((!changed(own.until) && set(own.reason)) || set(own.conflict))) found.add('R9');
  return [...found].sort();
}

test('random writes of registrations are refused by the rules that an oracle of its own expects, each alone in some', () => {
  const oracle = new RuleOracle(referenceProject, model, proofDay);
  const object = oracle.object(registration);
  const alone = new Map<string, number>();
  fc.assert(
    fc.property(registrationSpec, (spec) => {
      const write = registrationCaseOf(spec, oracle.people, protection);
      const frame = oracle.childWrite(registration, write.before, write.after, write.viewer);
      const codes = brokenRules(object, frame).map(({ message }) => /\[TAS-(R\d)\]/.exec(message)?.[1] ?? message);
      const want = expected(write);
      expect(codes.sort()).toEqual(want);
      const only = want.length === 1 ? (want[0] ?? '') : want.length === 0 ? 'none' : 'several';
      alone.set(only, (alone.get(only) ?? 0) + 1);
    }),
    { numRuns: 20_000, seed: 16 },
  );
  for (const rule of ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'none'])
    expect([rule, (alone.get(rule) ?? 0) > 10]).toEqual([rule, true]);
});
