import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeStages, withoutPlanned } from '../../scripts/product/install/stage-set.ts';
import { childOf, leaf, parent, parseXml, printXml, textOf, type Element } from '../../scripts/product/install/xml.ts';
import { referenceModel as model } from '../reference/index.ts';

interface Stage {
  readonly name: string;
  readonly active: boolean;
  readonly closed: boolean;
  readonly won: boolean;
  readonly probability: number;
}

const own = [...model.stages.map(({ name }) => name), model.closed.won.name, model.closed.lost.name];
const kindOfOwn = (name: string): Pick<Stage, 'closed' | 'won'> => ({
  closed: name === model.closed.won.name || name === model.closed.lost.name,
  won: name === model.closed.won.name,
});

/** Names as orgs have them, among them some of the model's. */
const stage: fc.Arbitrary<Stage> = fc
  .record({
    name: fc.oneof(
      fc.constantFrom(...own),
      fc.constantFrom('R&D / "check"', '方案 <A>', "O'Neill's", 'a & b', 'Prospecting', '100%', 'needs  analysis 2'),
      fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).map((text) => `s${text.trim()}`),
    ),
    active: fc.boolean(),
    closed: fc.boolean(),
    won: fc.boolean(),
    probability: fc.integer({ min: 0, max: 100 }),
  })
  .map((one) => (own.includes(one.name) ? { ...one, ...kindOfOwn(one.name) } : { ...one, won: one.closed && one.won }));

const printable = /^[^\p{Cc}\p{Cs}\ufffe\uffff]*$/u;
const stages = fc
  .uniqueArray(stage, { maxLength: 60, selector: ({ name }) => name.toLowerCase() })
  .filter((all) => all.every(({ name }) => printable.test(name) && name === name.trim()));

const setOf = (all: readonly Stage[]): Element =>
  parent('StandardValueSet', [
    leaf('sorted', false),
    ...all.map(({ name, active, closed, won, probability }) =>
      parent('standardValue', [
        leaf('fullName', name),
        leaf('default', false),
        ...(active ? [] : [leaf('isActive', false)]),
        leaf('label', `Label of ${name}`),
        leaf('closed', closed),
        leaf('forecastCategory', closed ? 'Omitted' : 'Pipeline'),
        leaf('probability', probability),
        leaf('won', won),
      ]),
    ),
  ]);

const namesIn = (root: Element): string[] =>
  root.children.filter(({ tag }) => tag === 'standardValue').map((value) => textOf(value, 'fullName') ?? '');
const valueIn = (root: Element, name: string): Element | undefined =>
  root.children.find((value) => textOf(value, 'fullName') === name);

test('no value of the org is lost, renamed, moved among its own, or switched off', () => {
  fc.assert(
    fc.property(stages, (all) => {
      const before = setOf(all);
      const merged = mergeStages(before, model, 'en_US');
      const after = parseXml(merged.text);
      const theirs = all.map(({ name }) => name);
      expect(namesIn(after).filter((name) => theirs.includes(name))).toEqual(theirs);
      for (const { name, active } of all) {
        const [was, is] = [valueIn(before, name), valueIn(after, name)];
        expect(is && textOf(is, 'label')).toBe(`Label of ${name}`);
        if (active) expect(is && textOf(is, 'isActive')).not.toBe('false');
        if (!own.includes(name)) expect(is).toEqual(was);
      }
    }),
    { numRuns: 200 },
  );
});

test('every stage of the model is there afterwards, active, with its probability, and a second merge changes nothing', () => {
  fc.assert(
    fc.property(stages, (all) => {
      const merged = mergeStages(setOf(all), model, 'en_US');
      const after = parseXml(merged.text);
      for (const { name, probability } of model.stages) {
        const value = valueIn(after, name);
        expect(value && textOf(value, 'probability')).toBe(String(probability));
        expect(value && textOf(value, 'isActive')).not.toBe('false');
      }
      expect(merged.problems).toEqual([]);
      const again = mergeStages(after, model, 'en_US');
      expect(again.changes).toEqual([]);
      expect(again.text).toBe(merged.text);
    }),
    { numRuns: 200 },
  );
});

test('new open stages stand before all others, where a converted lead lands, in the order of the model', () => {
  const all = ['Prospecting', 'Closed Won', 'Closed Lost'].map((name) => {
    return { name, active: true, probability: 1, ...kindOfOwn(name) };
  });
  const after = parseXml(mergeStages(setOf(all), model, 'en_US').text);
  expect(namesIn(after)).toEqual([...own.slice(0, -2), 'Prospecting', ...own.slice(-2)]);
});

test('taken back, everything is as before but for the added stages, which are inactive', () => {
  fc.assert(
    fc.property(stages, (all) => {
      const before = setOf(all);
      const merged = mergeStages(before, model, 'en_US');
      const changes = merged.changes.map(({ name, kind }) => {
        return { type: 'Stage', name, kind: kind === 'added' ? 'add' : 'change' };
      });
      const back = withoutPlanned(before, parseXml(merged.text), changes);
      const after = parseXml(back.text);
      const theirs = all.map(({ name }) => name);
      for (const name of theirs) expect(valueIn(after, name)).toEqual(valueIn(before, name));
      const others = namesIn(after).filter((name) => !theirs.includes(name));
      expect(others.toSorted()).toEqual([...back.inactive].toSorted());
      for (const name of others) expect(textOf(valueIn(after, name) ?? before, 'isActive')).toBe('false');
    }),
    { numRuns: 200 },
  );
});

test('a stage that is open in the org and won in the model is a problem that names it', () => {
  const all = [{ name: model.closed.won.name, active: true, probability: 50, closed: false, won: false }];
  expect(mergeStages(setOf(all), model, 'en_US').problems).toEqual([
    expect.stringContaining(`"${model.closed.won.name}" is open in the org, and won in the model`),
  ]);
});

test('a stage that differs in capital letters alone is a problem, since the platform knows both as one', () => {
  const name = model.stages[0]?.name.toUpperCase() ?? '';
  const all = [{ name, active: true, probability: 50, closed: false, won: false }];
  expect(mergeStages(setOf(all), model, 'en_US').problems).toEqual([expect.stringContaining('capital letters')]);
});

test('XML that is read and printed says the same', () => {
  const text = setOf([{ name: 'R&D <"方案">', active: true, closed: false, won: false, probability: 1 }]);
  expect(parseXml(printXml(text))).toEqual(text);
  expect(childOf(parseXml('<A><!-- note --><b>1</b></A>'), 'b')?.text).toBe('1');
});
