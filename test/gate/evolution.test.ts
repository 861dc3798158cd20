/**
 * A deal and its items were made under version 1 of a model; version 2 judges them: by the engine, by its compiled rules
 * and in words. Nothing crashes, nothing silently passes, and the verdict says which version asks.
 */
import { describe, expect, test } from 'vitest';
import { itemVerdict, refusals, verdict, type Deal, type Item } from '../../scripts/product/gate/index.ts';
import { problemCodes, requirementsOf, type Requirement, type SalesModel } from '../../scripts/product/model/index.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { allItems, big, done, excused, itemsOf, now, rep, small, stages, today, won } from './deals.ts';
import { nextVersion, told, tryNextVersion, type Edit } from './evolution.ts';
import { referenceModel } from '../reference/index.ts';

const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code).toSorted();

/** Version 2 of the default model, and whether its rules say what the engine says of a write. */
function changed(edit: Edit) {
  const model = nextVersion(referenceModel, [edit], []);
  const oracle = new RuleOracle('.', model, today);
  oracle.putUser(rep.id);
  return {
    model,
    /** Codes that refuse the move of a deal made under version 1. */
    move: (deal: Deal, to: string, items: readonly Item[] = allItems): string[] => {
      const after = { ...deal, StageName: to };
      const found = codes(refusals({ model, before: deal, after, items, viewer: rep, today }));
      expect(oracle.codes(deal, after, items, rep)).toEqual(found);
      return found;
    },
    editItem: (deal: Deal & { readonly Id: string }, before: Item | undefined, after: Item) => {
      const asked = itemVerdict({ model, deal, before, after, viewer: rep, now });
      expect(oracle.itemCodes(oracle.putDeal(deal), before, after, rep)).toEqual(codes(asked.refusals));
      return asked;
    },
    standing: (deal: Deal, items: readonly Item[] = allItems) =>
      verdict({ model, before: deal, after: deal, items, viewer: rep, today }),
    told: (deal: Deal, to: string | null) => told(model, deal, to, allItems),
  };
}

const [validate, , needs, present, prepare, bidding, signing] = stages;
const at = (deal: typeof big, stage: string) => ({ ...deal, StageName: stage });

function requirementNamed(draft: SalesModel, code: string): Requirement {
  const found = requirementsOf(draft).find(({ requirement }) => requirement.code === code)?.requirement;
  if (found === undefined) throw new Error(code);
  return found;
}

const stageNamed = (draft: SalesModel, name: string): SalesModel['stages'][number] => {
  const found = draft.stages.find((stage) => stage.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

const behindOf = (asked: ReturnType<typeof verdict>): string[] =>
  asked.requirements.filter(({ behind }) => behind).map(({ code }) => code);

describe('a requirement becomes hard', () => {
  const v2 = changed((draft) => Object.assign(requirementNamed(draft, 'NEE_SUPPORTER'), { gate: 'hard', slot: 12 }));

  test('a deal beyond its stage moves on, is told what it left behind, and is held before Closed Won', () => {
    const deal = at(big, prepare);
    expect(v2.move(deal, bidding)).toEqual([]);
    expect(behindOf(v2.standing(deal))).toEqual(['NEE_SUPPORTER']);
    expect(v2.told(deal, bidding)).toContain(
      'Left behind (1): version 2 of the model asks for it before “Closed Won”\n  In “Needs Analysis”: Find supporter and opponent',
    );
    expect(v2.move(at(big, signing), won)).toEqual(['TAS-G3']);
    expect(v2.move(at(big, signing), won, [...allItems, done('NEE_SUPPORTER')])).toEqual([]);
  });

  test('a deal in its stage is held there', () => {
    expect(v2.move(at(big, needs), present)).toEqual(['TAS-G3']);
    expect(behindOf(v2.standing(at(big, needs)))).toEqual([]);
  });

  test('a deal that was won without it is left in peace, and its explanation says so', () => {
    const deal = at(big, won);
    expect(v2.move({ ...deal, NextStep: 'call' }, won)).toEqual([]);
    expect(v2.told(deal, null)).toContain('The deal is won without what version 2 of the model asks for');
  });
});

test('a requirement that becomes advisory holds nobody any more', () => {
  const v2 = changed((draft) => {
    const requirement = requirementNamed(draft, 'INI_REPORT');
    requirement.gate = 'advisory';
    delete requirement.slot;
  });
  const items = allItems.filter(({ code }) => code !== 'INI_REPORT');
  expect(v2.move(at(big, signing), won, items)).toEqual([]);
  expect(behindOf(v2.standing(at(big, signing), items))).toEqual([]);
});

describe('a requirement is removed', () => {
  const v2 = changed((draft) => {
    const stage = draft.stages[1];
    if (stage !== undefined) stage.processes = stage.processes.filter(({ code }) => code !== 'INI_APPROVAL');
  });
  const deal = at(big, needs);

  test('its item counts for nothing, stands in nobody’s way and is named in the explanation', () => {
    expect(v2.standing(deal).unknownItems.map(({ code }) => code)).toEqual(['INI_APPROVAL']);
    expect(v2.move(at(big, signing), won)).toEqual([]);
    expect(v2.told(deal, present)).toContain(
      'Item INI_APPROVAL belongs to no requirement of version 2 of the model; it does not count',
    );
  });

  test('its item may be edited where it stands, though it is known to nobody; a new one may not be made', () => {
    const item = done('INI_APPROVAL');
    const reopened: Item = { ...item, status: 'Open', settledBy: null, settledOn: null, settledAmount: null };
    const unknown = { version: 2, known: false, counts: false, refusals: [] };
    expect(v2.editItem(deal, item, { ...item, key: item.key ?? '' })).toMatchObject({ ...unknown, allowed: true });
    expect(v2.editItem(deal, item, reopened)).toMatchObject({ ...unknown, allowed: true });
    expect(v2.editItem(deal, undefined, { ...item, settledBy: rep.id, settledAmount: null })).toMatchObject({
      ...unknown,
      allowed: false,
    });
    expect(codes(v2.editItem(deal, item, excused('Waived', 'INI_APPROVAL')).refusals)).toEqual([
      'TAS-I12',
      'TAS-I7',
      'TAS-I8',
    ]);
  });

  test('its code and its slot never come back as something else', () => {
    const reuse: Edit = (draft) => {
      const { slot } = requirementNamed(draft, 'INI_APPROVAL');
      const stage = stageNamed(draft, 'Initiate Pursuit');
      stage.processes = stage.processes.filter(({ code }) => code !== 'INI_APPROVAL');
      stage.processes.push({ ...requirementNamed(draft, 'INI_KICK_OFF'), code: 'INI_BOARD', gate: 'hard', slot });
      stage.actions = stage.actions.filter(({ code }) => code !== 'INI_KICK_OFF');
    };
    const result = tryNextVersion(referenceModel, [reuse], []);
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toContain(problemCodes.reused);
  });
});

describe('a requirement moves to another stage', () => {
  const move =
    (code: string, slot: number): Edit =>
    (draft) => {
      const requirement = requirementNamed(draft, 'INI_TEAM');
      const [from, to] = [stageNamed(draft, 'Initiate Pursuit'), stageNamed(draft, needs)];
      from.actions = from.actions.filter((one) => one !== requirement);
      to.actions.push({ ...requirement, code, slot });
    };

  test('under its old code the reader refuses it', () => {
    const result = tryNextVersion(referenceModel, [move('INI_TEAM', 12)], []);
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual([problemCodes.reused]);
  });

  test('under a new code the old tick does not count: it is done again', () => {
    const v2 = changed(move('NEE_TEAM', 12));
    expect(v2.move(at(big, needs), present)).toEqual(['TAS-G3']);
    expect(v2.standing(at(big, present)).unknownItems.map(({ code }) => code)).toEqual(['INI_TEAM']);
    expect(behindOf(v2.standing(at(big, present)))).toEqual(['NEE_TEAM']);
    expect(v2.move(at(big, needs), present, [...allItems, done('NEE_TEAM')])).toEqual([]);
  });
});

describe('a stage changes', () => {
  test('renamed: a deal in the old name stands in a stage nobody knows, and its items keep their worth', () => {
    const v2 = changed((draft) => {
      stageNamed(draft, needs).name = 'Discover Needs';
    });
    const deal = at(big, needs);
    expect(v2.standing(deal)).toMatchObject({ position: 0, stage: { id: null, name: needs, known: false } });
    expect(v2.told(deal, validate)).toContain(
      'The deal stands in “Needs Analysis”, a stage that the sales model does not know',
    );
    expect(v2.move(deal, 'Discover Needs')).toEqual(['TAS-M2']);
    expect(v2.move({ ...deal, NextStep: 'call' }, needs)).toEqual([]);
    expect(v2.move(deal, validate)).toEqual([]);
    expect(v2.move(at(big, 'Discover Needs'), present)).toEqual([]);
  });

  test('removed: its items count for nothing and the stages around it are neighbours', () => {
    const v2 = changed((draft) => {
      draft.stages = draft.stages.filter(({ name }) => name !== present);
    });
    expect(v2.move(at(big, needs), prepare)).toEqual([]);
    expect(v2.move(at(big, prepare), bidding)).toEqual([]);
    expect(v2.standing(at(big, prepare))).toMatchObject({ position: 4, stage: { id: 5, known: true } });
    expect(v2.standing(at(big, prepare)).unknownItems.map(({ code }) => code)).toEqual([
      'VAP_PRESENT',
      'VAP_EXECUTIVE',
      'VAP_REVIEW',
    ]);
    expect(v2.move(at(big, present), prepare)).toEqual(['TAS-M2']);
  });
});

describe('a grade line moves', () => {
  const v2 = changed((draft) => {
    const line = draft.grades.find(({ letter }) => letter === 'B');
    if (line !== undefined) line.from = 500_000;
  });
  const jumped = { ...small, Amount: 600_000, TAS_Grade__c: null };

  test('a small deal that jumped is a big one now: what it jumped over comes due before Closed Won', () => {
    const deal = { ...jumped, StageName: signing };
    const asked = { before: deal, after: { ...deal, StageName: won }, items: itemsOf(1, 7), viewer: rep, today };
    expect(codes(refusals({ ...asked, model: referenceModel }))).toEqual([]);
    expect(v2.move(deal, won, itemsOf(1, 7))).toEqual([1, 2, 3, 4, 5, 6].map((stage) => `TAS-G${stage}`));
    expect(behindOf(v2.standing(deal, itemsOf(1, 7)))).toContain('INI_APPROVAL');
  });

  test('one that was won stays won: both sides of a write are judged by the same line', () => {
    expect(v2.move({ ...jumped, StageName: won }, won, itemsOf(1, 7))).toEqual([]);
  });
});
