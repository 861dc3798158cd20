import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelWith, plan } from './deals.ts';

describe('the decided grade', () => {
  test('is written when there was none', () => {
    expect(plan({})).toMatchObject({ letter: 'B', result: 'Graded', write: { to: 'B' } });
  });

  test('is raised freely, with the step as its reason', () => {
    const raised = plan({ decided: 'C' });
    expect(raised).toMatchObject({ result: 'Raised', write: { to: 'B' } });
    expect(raised.reason).toBe('C → B: we lead, CNY 1,000,000 or more, below 5,000,000');
  });

  test('is left when it is what the rules say', () => {
    expect(plan({ decided: 'B' })).toMatchObject({ result: 'Unchanged', write: undefined });
  });

  test('is lowered only when that is allowed, else proposed', () => {
    expect(plan({ decided: 'A' })).toMatchObject({
      letter: 'B',
      result: 'LoweringProposed',
      write: undefined,
      effective: 'A',
    });
    expect(plan({ decided: 'A' }, { allowLower: true })).toMatchObject({
      result: 'Lowered',
      write: { to: 'B' },
      effective: 'B',
    });
  });

  test('is cleared only when that is allowed, else proposed', () => {
    const gone = { decided: 'A', amount: null };
    expect(plan(gone)).toMatchObject({ letter: null, result: 'LoweringProposed', write: undefined, effective: 'A' });
    expect(plan(gone, { allowLower: true })).toMatchObject({ result: 'Cleared', write: { to: null }, effective: null });
  });

  test('has a named result and no write when there is no letter and none was decided', () => {
    expect(plan({ amount: 0 }, { allowLower: true })).toMatchObject({
      letter: null,
      result: 'ZeroAmount',
      write: undefined,
    });
  });

  test('that the model does not know gives way to any letter', () => {
    expect(plan({ decided: 'Z' })).toMatchObject({ result: 'Raised', write: { to: 'B' } });
  });
});

describe('a decided E', () => {
  test('counts as none once we lead, so writing a letter over it is free', () => {
    expect(plan({ decided: 'E', amount: 1 })).toMatchObject({
      letter: 'D',
      result: 'Graded',
      write: { to: 'D' },
      effective: 'D',
    });
  });

  test('is left, counting as none, when we lead and there is no letter', () => {
    expect(plan({ decided: 'E', amount: null }, { allowLower: true })).toMatchObject({
      result: 'NoAmount',
      write: undefined,
      effective: null,
    });
  });

  test('is written when the partner leads and nothing was decided', () => {
    expect(plan({ ledBy: 'Partner' })).toMatchObject({
      letter: 'E',
      result: 'Graded',
      write: { to: 'E' },
      effective: 'E',
    });
  });

  test('is a lowering over a letter of ours, which it would forget; the effective grade is E at once', () => {
    const partner = { ledBy: 'Partner', decided: 'A' };
    expect(plan(partner)).toMatchObject({ result: 'LoweringProposed', write: undefined, effective: 'E' });
    expect(plan(partner, { allowLower: true })).toMatchObject({ result: 'Lowered', write: { to: 'E' } });
  });
});

describe('the effective grade', () => {
  test('is the manual grade where that is the highest', () => {
    expect(plan({ manual: 'A' })).toMatchObject({ letter: 'B', write: { to: 'B' }, effective: 'A' });
  });

  test.each([
    ['holds on its last day', '2026-06-30', 'A'],
    ['has ended the day after', '2026-06-29', 'B'],
    ['holds for ever without a last day', '', 'A'],
  ])('takes a manual grade that %s', (_, manualUntil, effective) => {
    expect(plan({ manual: 'A', manualUntil }).effective).toBe(effective);
  });

  test('is not lowered by a manual grade, unless the model lets it', () => {
    expect(plan({ manual: 'D' }).effective).toBe('B');
    expect(plan({ manual: 'D' }, { model: modelWith({ mayLower: true }) }).effective).toBe('D');
  });

  test('is E when the partner leads, whatever is manual', () => {
    expect(plan({ ledBy: 'Partner', manual: 'A' }).effective).toBe('E');
  });

  test('is never set to E by a manual grade', () => {
    expect(plan({ manual: 'E' }, { model: modelWith({ mayLower: true }) }).effective).toBe('B');
  });

  test('is none when there is no grade at all', () => {
    expect(plan({ amount: null }).effective).toBeNull();
  });
});

describe('for any deal', () => {
  const grade = fc.constantFrom('', 'A', 'B', 'C', 'D', 'E');
  const anyDeal = fc.record({
    amount: fc.constantFrom(null, -1, 0, 1, 300_000, 1_000_000, 5_000_000),
    ledBy: fc.constantFrom('Us', 'Partner', ''),
    decided: grade,
    manual: grade,
    manualUntil: fc.constantFrom('', '2026-06-29', '2026-06-30'),
  });
  const order = 'EDCBA';

  test('a second run writes nothing', () => {
    fc.assert(
      fc.property(anyDeal, fc.boolean(), (facts, allowLower) => {
        const { write } = plan(facts, { allowLower });
        if (write === undefined) return;
        expect(plan({ ...facts, decided: write.to ?? '' }, { allowLower }).write).toBeUndefined();
      }),
    );
  });

  test('without leave to lower, the effective grade never falls by a run', () => {
    fc.assert(
      fc.property(anyDeal, (facts) => {
        const first = plan(facts);
        const after = plan({ ...facts, decided: first.write === undefined ? facts.decided : (first.write.to ?? '') });
        expect(order.indexOf(after.effective ?? ' ')).toBeGreaterThanOrEqual(order.indexOf(first.effective ?? ' '));
        const counts = facts.decided !== 'E' && facts.decided !== '';
        if (counts && first.write !== undefined) {
          expect(order.indexOf(first.write.to ?? ' ')).toBeGreaterThan(order.indexOf(facts.decided));
        }
      }),
    );
  });

  test('the manual grade changes neither the letter nor what is written', () => {
    fc.assert(
      fc.property(anyDeal, grade, fc.boolean(), (facts, manual, allowLower) => {
        const one = plan(facts, { allowLower });
        const other = plan({ ...facts, manual }, { allowLower });
        expect([other.letter, other.write, other.result]).toEqual([one.letter, one.write, one.result]);
      }),
    );
  });
});
