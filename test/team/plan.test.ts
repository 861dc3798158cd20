/** Who joins a team and whom it names, against an oracle that reads the rule of docs/team.md word by word. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../scripts/product/gate/index.ts';
import { planTeam, type TeamDeal, type TeamFacts } from '../../scripts/product/team/plan.ts';

const label = { en_US: 'x', zh_CN: 'x' };
const team: TeamFacts['team'] = {
  roles: [
    { name: 'AR', member: 'Account Manager', access: 'Edit', label },
    { name: 'SR', member: 'Pre-Sales Consultant', access: 'Read', label },
  ],
};
const facts: TeamFacts = {
  team,
  isActive: (user) => user !== 'gone',
  roles: new Set(['Account Manager', 'Pre-Sales Consultant']),
  wasAdded: () => false,
};
const item = (code: string, person: string | null, status: Item['status'] = 'Done'): Item => ({ code, status, person });
const asked = (code: string, role: string, isOpen = false): TeamDeal['asked'][number] => ({ code, role, isOpen });
const deal = (more: Partial<TeamDeal>): TeamDeal => ({
  id: 'deal',
  owner: 'owner',
  asked: [],
  items: [],
  members: [],
  ...more,
});
const plan = (more: Partial<TeamDeal>, of: Partial<TeamFacts> = {}) => planTeam(deal(more), { ...facts, ...of });

describe('who joins', () => {
  test('the person whom the latest stage names for a role, with its Team Role and access', () => {
    expect(
      plan({
        asked: [asked('VAL_AR', 'AR'), asked('INI_AR', 'AR')],
        items: [item('VAL_AR', 'first'), item('INI_AR', 'second')],
      }).joining,
    ).toEqual([{ deal: 'deal', user: 'second', role: 'Account Manager', access: 'Edit', code: 'INI_AR' }]);
  });

  test('nobody who owns the deal, is there already, or is only asked for', () => {
    const nobody = { joining: [], naming: [], notes: [] };
    expect(plan({ asked: [asked('A', 'AR')], items: [item('A', 'owner')] })).toEqual(nobody);
    expect(
      plan({
        asked: [asked('A', 'AR')],
        items: [item('A', 'one')],
        members: [{ user: 'one', role: 'Account Manager' }],
      }),
    ).toEqual(nobody);
    expect(plan({ asked: [asked('A', 'AR', true)], items: [item('A', 'one', 'Requested')] })).toEqual(nobody);
  });

  test('one person in two roles joins once', () => {
    const { joining } = plan({
      asked: [asked('A', 'AR'), asked('S', 'SR')],
      items: [item('A', 'one'), item('S', 'one')],
    });
    expect(joining.map(({ user, role }) => [user, role])).toEqual([['one', 'Account Manager']]);
  });

  test.each([
    ['inactive', { items: [item('A', 'gone')] }, {}],
    ['removed', { items: [item('A', 'one')] }, { wasAdded: () => true }],
    ['noRole', { items: [item('A', 'one')] }, { roles: new Set<string>() }],
    ['otherRole', { items: [item('A', 'one')], members: [{ user: 'one', role: 'Sales Rep' }] }, {}],
    ['otherPerson', { items: [item('A', 'one')], members: [{ user: 'two', role: 'Account Manager' }] }, {}],
  ] as const)('what is %s is listed and not written', (kind, more, of) => {
    const { joining, notes } = plan({ asked: [asked('A', 'AR')], ...more }, of);
    expect(joining).toEqual([]);
    expect(notes.map((note) => note.kind)).toEqual([kind]);
  });
});

describe('whom the team names', () => {
  const member = (user: string) => ({ user, role: 'Account Manager' });

  test('its only member of a role, wherever the deal asks for it until now', () => {
    const { naming } = plan({
      asked: [asked('VAL_AR', 'AR', true), asked('INI_AR', 'AR', true)],
      items: [item('VAL_AR', null, 'Open')],
      members: [member('one')],
    });
    expect(naming.map(({ code, user, item: own }) => [code, user, own?.status ?? null])).toEqual([
      ['VAL_AR', 'one', 'Open'],
      ['INI_AR', 'one', null],
    ]);
  });

  test('nobody where there are several, where somebody is asked to decide, or where the member is inactive', () => {
    const open = { asked: [asked('A', 'AR', true)] };
    expect(plan({ ...open, members: [member('one'), member('two')] })).toMatchObject({
      naming: [],
      notes: [{ kind: 'several', onTeam: 'one two' }],
    });
    expect(plan({ ...open, members: [member('gone')] })).toMatchObject({ naming: [], notes: [{ kind: 'inactive' }] });
    for (const status of ['Requested', 'Declined', 'Waived'] as const)
      expect(plan({ ...open, items: [item('A', null, status)], members: [member('one')] }).naming).toEqual([]);
  });
});

test('whatever stands there: nothing is overwritten, nobody is removed, and a second time there is nothing to do', () => {
  const user = fc.constantFrom('owner', 'one', 'two', 'three', 'gone');
  const status = fc.constantFrom<Item['status']>('Open', 'Requested', 'Done', 'NotApplicable', 'Waived', 'Declined');
  const codes = [
    ['VAL_AR', 'AR'],
    ['VAL_SR', 'SR'],
    ['INI_AR', 'AR'],
    ['INI_SR', 'SR'],
  ] as const;
  const deals = fc.record({
    items: fc
      .tuple(
        ...codes.map(([code]) => fc.option(fc.record({ code: fc.constant(code), status, person: fc.option(user) }))),
      )
      .map((all) => all.filter((one) => one !== null)),
    members: fc.uniqueArray(
      fc.record({ user, role: fc.constantFrom('Account Manager', 'Pre-Sales Consultant', 'Sales Rep', '') }),
      { selector: (one) => one.user },
    ),
  });
  fc.assert(
    fc.property(deals, ({ items, members }) => {
      const settled = new Set<string>(
        items.filter((one) => ['Done', 'NotApplicable', 'Waived'].includes(one.status)).map(({ code }) => code),
      );
      const now = (own: readonly Item[]): TeamDeal =>
        deal({
          items: own,
          asked: codes.map(([code, role]) =>
            asked(
              code,
              role,
              !own.some((one) => one.code === code && ['Done', 'NotApplicable', 'Waived'].includes(one.status)),
            ),
          ),
          members,
        });
      const first = planTeam(now(items), facts);
      for (const { user: who, role } of first.joining) {
        expect(members.map((one) => one.user)).not.toContain(who);
        expect(['owner', 'gone']).not.toContain(who);
        // Somebody whom a settled requirement of that role names, and nobody else has the role.
        const roleName = team.roles.find(({ member }) => member === role)?.name;
        const named: readonly string[] = codes
          .filter(([code, own]) => own === roleName && settled.has(code))
          .map(([code]) => code);
        expect(items.some((one) => named.includes(one.code) && one.person === who)).toBe(true);
        expect(members.some((one) => one.role === role)).toBe(false);
      }
      for (const { code, user: who } of first.naming) {
        expect(settled.has(code)).toBe(false);
        expect([...members, ...first.joining].filter((one) => one.user === who)).toHaveLength(1);
      }
      expect(new Set(first.joining.map((one) => one.user)).size).toBe(first.joining.length);
      // Written, and looked at again.
      const after = planTeam(
        {
          ...now([
            ...items.filter((one) => !first.naming.some(({ code }) => code === one.code)),
            ...first.naming.map(({ code, user: who }) => item(code, who)),
          ]),
          members: [...members, ...first.joining.map(({ user: who, role }) => ({ user: who, role }))],
        },
        facts,
      );
      expect([after.joining, after.naming]).toEqual([[], []]);
    }),
    { numRuns: 2_000 },
  );
});
