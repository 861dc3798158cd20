import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { extendLock, problemCodes, readModel, type ModelLock } from '../../scripts/product/model/index.ts';
import { referenceText } from '../reference/index.ts';
import { accepted, referenceData, setAt } from './models.ts';

const model = accepted(readModel('model.yaml', referenceText));
const lock: ModelLock = extendLock(model);

const codesAfter = (changes: Readonly<Record<string, unknown>>): string[] => {
  const data = referenceData();
  for (const [path, value] of Object.entries(changes)) setAt(data, path, value);
  const result = readModel('model.yaml', stringify(data), lock);
  return result.ok ? [] : result.problems.map(({ code }) => code);
};

describe('the lock keeps codes and slots permanent', () => {
  test('the model it was made from passes', () => {
    expect(codesAfter({})).toEqual([]);
  });
  test('a code with another slot is refused', () => {
    expect(codesAfter({ 'stages.0.required.1.slot': 12 })).toEqual([problemCodes.reused]);
  });
  test('a new code in the slot of a deleted one is refused', () => {
    expect(codesAfter({ 'stages.0.required.1.code': 'VAL_NEW_BRIEF' })).toEqual([problemCodes.reused]);
  });
  test('a code moved to another stage is refused', () => {
    expect(codesAfter({ 'stages.1.required.1.code': 'VAL_BRIEF', 'stages.0.required.1.code': 'VAL_OTHER' })).toContain(
      problemCodes.reused,
    );
  });
  test('a stage number given to another stage in place keeps its codes, so its codes must not move with it', () => {
    expect(codesAfter({ 'stages.0.id': 9 })).toContain(problemCodes.reused);
  });
  test('a new code in a slot never used passes and is locked', () => {
    const data = referenceData();
    setAt(data, 'stages.0.required.1.code', 'VAL_NEW_BRIEF');
    setAt(data, 'stages.0.required.1.slot', 13);
    const changed = accepted(readModel('model.yaml', stringify(data), lock));
    const after = extendLock(changed, lock);
    expect(after.codes['VAL_NEW_BRIEF']).toEqual({ stage: 1, slot: 13 });
    expect(after.codes['VAL_BRIEF']).toEqual({ stage: 1, slot: 0 });
  });
  test('a requirement that becomes advisory leaves its slot locked', () => {
    const data = referenceData();
    setAt(data, 'stages.0.required.1.gate', 'advisory');
    setAt(data, 'stages.0.required.1.slot', undefined);
    const changed = accepted(readModel('model.yaml', stringify(data), lock));
    expect(extendLock(changed, lock).codes['VAL_BRIEF']).toEqual({ stage: 1, slot: 0 });
  });
  test('extending twice changes nothing', () => {
    expect(extendLock(model, lock)).toEqual(lock);
  });
});
