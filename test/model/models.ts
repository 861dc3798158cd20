/** Models for tests: the reference model as plain data to be changed, and made ones of any size. */
import { parse, stringify } from 'yaml';
import { readModel, type ReadResult, type SalesModel } from '../../scripts/product/model/index.ts';
import { referenceText } from '../reference/index.ts';

/** Plain data of the reference model, fresh at every call. */
export const referenceData = (): Record<string, unknown> => parse(referenceText) as Record<string, unknown>;

/** Sets the value at a path like `stages.0.required.1.slot`; `undefined` deletes it. */
export function setAt(data: unknown, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let node = data as Record<string, unknown>;
  for (const step of steps) node = node[step] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(node, last);
  else node[last] = value;
}

/** Reads the reference model after a change to its data. */
export function readChanged(changes: Readonly<Record<string, unknown>>): ReadResult {
  const data = referenceData();
  for (const [path, value] of Object.entries(changes)) setAt(data, path, value);
  return readModel('model.yaml', stringify(data));
}

/** The reference model, whose coach asks in words alone what decided a deal. */
export const withoutReason = (): ReadResult =>
  readChanged({ 'coaching.questions.5.kind': 'text', 'coaching.won': undefined });

export function accepted(result: ReadResult): SalesModel {
  if (!result.ok) throw new Error(result.problems.map(({ code, what }) => `${code} ${what}`).join('\n'));
  return result.model;
}

const both = (text: string) => ({ en_US: text, zh_CN: `中${text}` });

/** A model with so many stages of so many hard requirements each: a third fields, a third actions, a third processes. */
export function modelOfSize(stages: number, hardPerStage: number): SalesModel {
  const data = referenceData();
  // It speaks of stages and fields that are not there.
  Reflect.deleteProperty(data, 'coaching');
  Reflect.deleteProperty(data, 'registration');
  data['stages'] = Array.from({ length: stages }, (_, s) => {
    const made = Array.from({ length: hardPerStage }, (_unused, slot) => ({
      code: `STAGE${s + 1}_DEMAND${slot + 1}`,
      gate: 'hard',
      slot,
      label: both(`Demand ${s + 1}-${slot + 1}`),
    }));
    const third = Math.ceil(hardPerStage / 3);
    const ends = s === 0 || s === stages - 1;
    return {
      id: s + 1,
      name: `Stage number ${s + 1} of the way`,
      label: both(`Stage ${s + 1}`),
      short: both(`S${s + 1}`),
      start: both('Start'),
      end: both('End'),
      task: both('Task'),
      probability: Math.floor((s * 99) / stages),
      forecast: 'Pipeline',
      tracks: ends ? ['Full', 'Fast', 'Partner'] : ['Full'],
      expectedDays: 14,
      required: made.slice(0, third).map((one, at) => ({
        ...one,
        fields: [{ name: `TAS_Made_Up_Content_${s + 1}_${at + 1}__c`, type: { kind: 'longText' } }],
      })),
      actions: made.slice(third, 2 * third).map((one) => ({ ...one, kind: 'company', evidence: true })),
      processes: made.slice(2 * third),
    };
  });
  return accepted(readModel('made.yaml', stringify(data)));
}
