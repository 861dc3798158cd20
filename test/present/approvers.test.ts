/** Who may grant what waits, against a second working out of the rule. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approversOf } from '../../scripts/product/present/index.ts';
import { itemStatuses } from '../../scripts/product/vocabulary/index.ts';

const codes = ['SALES', 'DIRECTOR', 'OTHER'];
const people = ['u1', 'u2', 'u3'];
const oneItem = fc.record({
  code: fc.constantFrom(...codes),
  status: fc.constantFrom(...itemStatuses),
  person: fc.option(fc.constantFrom(...people)),
  personName: fc.option(fc.constantFrom('Li Wei', 'Wang Fang'), { nil: undefined }),
});
const deal = fc.record({
  owner: fc.constantFrom(...people, null),
  manager: fc.option(fc.record({ id: fc.constantFrom(...people), name: fc.constant('The manager') })),
});
const by = fc.option(fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1 }), { nil: undefined });

test('named people of the roles in their order, never the owner, each once; else the owner’s manager', () => {
  fc.assert(
    fc.property(by, deal, fc.array(oneItem, { maxLength: 6 }), (roles, of, items) => {
      const found = approversOf({ approvals: { regrow: 20, by: roles } }, of, items);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      expect(found.every(({ id }) => id !== of.owner)).toBe(true);
      // By another road: whoever could be named, and where in the order of the roles that is.
      const placeOf = (id: string): number =>
        Math.min(
          ...items.map((one) =>
            one.person === id && one.status === 'Done' && (roles ?? []).includes(one.code)
              ? (roles ?? []).indexOf(one.code)
              : Infinity,
          ),
        );
      const named = people.filter((id) => id !== of.owner && placeOf(id) < Infinity);
      if (named.length === 0)
        expect(found).toEqual(of.manager !== null && of.manager.id !== of.owner ? [of.manager] : []);
      else {
        expect(found.map(({ id }) => id).toSorted()).toEqual(named.toSorted());
        const places = found.map(({ id }) => placeOf(id));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 500 },
  );
});

test('somebody without a name stands there with the id', () => {
  const item = { code: 'SALES', status: 'Done', person: 'u2' };
  const found = approversOf({ approvals: { regrow: 20, by: ['SALES'] } }, { owner: 'u1', manager: null }, [item]);
  expect(found).toEqual([{ id: 'u2', name: 'u2' }]);
});
