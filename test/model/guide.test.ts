/** The reader guides: which slot is free, when the version is due, which warnings could never be said. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  extendLock,
  modelHash,
  readModel,
  versionWarning,
  type ModelLock,
  type Problem,
} from '../../scripts/product/model/index.ts';
import { referenceText } from '../reference/index.ts';
import { accepted, readChanged, referenceData, setAt } from './models.ts';

const model = accepted(readModel('model.yaml', referenceText));
const lock: ModelLock = extendLock(model);

function problemsOf(changes: Readonly<Record<string, unknown>>, known?: ModelLock): readonly Problem[] {
  const data = referenceData();
  for (const [path, value] of Object.entries(changes)) setAt(data, path, value);
  const read = readModel('model.yaml', stringify(data), known);
  return read.ok ? [] : read.problems;
}

describe('the next free slot', () => {
  const brief = 'stages.0.required.1';
  const used = model.stages[0] === undefined ? [] : Object.values(lock.codes).filter(({ stage }) => stage === 1);
  const free = Array.from({ length: 14 }, (_, slot) => slot).find((slot) => used.every((one) => one.slot !== slot));

  test('is named where a slot is used twice', () => {
    const [problem] = problemsOf({ [`${brief}.slot`]: 1 });
    // Its own slot, 0, has become free in the file.
    expect(problem?.fix).toBe('Take slot 0, the next that was never used in this stage.');
  });

  test('is named where a hard requirement has none, and passes over what the lock remembers', () => {
    const changes = { [`${brief}.slot`]: undefined };
    expect(problemsOf(changes)[0]?.fix).toBe('Add `slot:`. Take slot 0, the next that was never used in this stage.');
    expect(problemsOf(changes, lock)[0]?.fix).toContain(`Take slot ${String(free)},`);
  });

  test('is named where a slot belonged to another requirement', () => {
    const [problem] = problemsOf({ [`${brief}.code`]: 'VAL_NEW_BRIEF' }, lock);
    expect([problem?.code, problem?.fix]).toEqual([
      'TAS-CFG-015',
      `Take slot ${String(free)}, the next that was never used in this stage.`,
    ]);
  });

  test('what is advised is accepted', () => {
    expect(problemsOf({ [`${brief}.code`]: 'VAL_NEW_BRIEF', [`${brief}.slot`]: free }, lock)).toEqual([]);
  });

  test('where every slot was used, that is said', () => {
    const full: ModelLock = {
      ...lock,
      codes: Object.fromEntries(Array.from({ length: 14 }, (_, slot) => [`OLD_${slot}`, { stage: 1, slot }])),
    };
    expect(problemsOf({ [`${brief}.slot`]: undefined }, full)[0]?.fix).toContain('Every slot of this stage was used');
  });
});

describe('the version of a model', () => {
  test('is locked with the hash it was first compiled with', () => {
    expect(lock.version).toEqual({ number: model.version, hash: modelHash(model) });
    const changed = accepted(readChanged({ 'money.blankLedBy': 'us' }));
    expect(extendLock(changed, lock).version).toEqual(lock.version);
    const raised = { ...changed, version: model.version + 1 };
    expect(extendLock(raised, lock).version).toEqual({ number: model.version + 1, hash: modelHash(raised) });
  });

  test('unchanged under a changed model is a warning at its place, and stays one until it is raised', () => {
    const changed = accepted(readChanged({ 'money.blankLedBy': 'us' }));
    const warning = versionWarning(changed, lock);
    expect(warning).toMatchObject({ kind: 'version', path: ['version'] });
    expect(warning?.fix).toContain(`\`version\` to ${model.version + 1}`);
    expect(versionWarning(changed, extendLock(changed, lock))).toEqual(warning);
    expect(versionWarning({ ...changed, version: model.version + 1 }, lock)).toBeUndefined();
  });

  test.each([
    ['an unchanged model', model, lock],
    ['a model that was never compiled', model, undefined],
    ['a lock from before versions were locked', model, { ...lock, version: undefined }],
  ])('of %s is no warning', (_what, one, known) => {
    expect(versionWarning(one, known)).toBeUndefined();
  });

  test('another order of keys, comments and layout change nothing', () => {
    const read = accepted(readModel('model.yaml', stringify(referenceData(), { sortMapEntries: true })));
    expect(versionWarning(read, lock)).toBeUndefined();
  });
});

describe('what a model warns of', () => {
  test.each([
    [
      'a date field nobody has',
      { 'warnings.bidDeadline': { from: 'TAS_X__c', to: 'TAS_Bid_Deadline__c', leastDays: 20 } },
    ],
    ['a field that is no date', { 'warnings.awardNotice': { from: 'Amount', until: 'CloseDate', mostDays: 30 } }],
    ['a code nobody has', { 'warnings.noOpponent': { code: 'NO_SUCH_CODE' } }],
  ])('must be something it has: %s is refused', (_what, changes) => {
    const data = referenceData();
    data['warnings'] = {};
    for (const [path, value] of Object.entries(changes)) setAt(data, path, value);
    const read = readModel('model.yaml', stringify(data));
    expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual(['TAS-CFG-023']);
  });

  test('our defaults are accepted where the model has neither field nor code', () => {
    const data = referenceData();
    Reflect.deleteProperty(data, 'warnings');
    Reflect.deleteProperty(data, 'coaching');
    const stages = data['stages'] as unknown[];
    data['stages'] = [stages[0], stages.at(-1)];
    const read = readModel('model.yaml', stringify(data));
    expect(read.ok ? [] : read.problems).toEqual([]);
  });

  test('days, codes and words have bounds', () => {
    const read = readChanged({ warnings: { bidDeadline: { from: 'A__c', to: 'B__c', leastDays: 0 } } });
    expect(read.ok ? [] : read.problems.map(({ path }) => path.join('.'))).toEqual(['warnings.bidDeadline.leastDays']);
  });
});
