import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { compileModel } from '../../product/compile/index.ts';
import { readModel } from '../../product/model/index.ts';
import { timing, within, type Figure, type Timing } from './measure.ts';

/** Reading and compiling the default model; and how the time grows from 2 to 10 stages of 12 hard requirements. */
export async function benchCompile(root: string): Promise<Figure[]> {
  const text = readFileSync(`${root}config/tas-plus.yaml`, 'utf8');
  const compile = (yaml: string): void => {
    const read = readModel('model.yaml', yaml);
    if (!read.ok) throw new Error(read.problems.map(({ what }) => what).join('\n'));
    const { findings } = compileModel(read.model, 'model.yaml');
    if (findings.length > 0) throw new Error(findings.map(({ what }) => what).join('\n'));
  };
  const timed = (yaml: string): Promise<Timing> => {
    for (let index = 0; index < 5; index += 1) compile(yaml);
    return timing(5, 1, () => compile(yaml));
  };
  const whole = await timed(text);
  const small = await timed(grown(text, 2));
  const large = await timed(grown(text, 10));
  const growth = large.yardsticks / small.yardsticks;
  return [
    within('compile the default model, from text to files', whole, 0.1),
    {
      name: 'compile 10 × 12 hard requirements against 2 × 12',
      shown: `${growth.toFixed(2)} × the time (${(small.seconds * 1000).toFixed(1)} → ${(large.seconds * 1000).toFixed(1)} ms)`,
      target: '≤ 7 ×',
      met: growth <= 7,
    },
  ];
}

/** The default model with so many stages of twelve hard requirements each in place of its own. */
export function grown(text: string, stages: number): string {
  const all = parse(text) as Record<string, unknown>;
  const both = (value: string) => ({ en_US: value, zh_CN: `中${value}` });
  // These parts name people and requirements of the stages that go.
  const parts = new Set(['approvals', 'customer', 'coaching', 'lead', 'contract', 'registration', 'team']);
  const data: Record<string, unknown> = Object.fromEntries(Object.entries(all).filter(([name]) => !parts.has(name)));
  data['stages'] = Array.from({ length: stages }, (_, s) => {
    const hard = (slot: number) => ({
      code: `S${s + 1}_R${slot}`,
      gate: 'hard',
      slot,
      label: both(`Requirement ${s + 1}-${slot}`),
    });
    return {
      id: s + 1,
      name: `Stage ${s + 1}`,
      label: both(`Stage ${s + 1}`),
      short: both(`S${s + 1}`),
      start: both('start'),
      end: both('end'),
      task: both('task'),
      probability: 10,
      forecast: 'Pipeline',
      tracks: ['Full', 'Fast', 'Partner'],
      expectedDays: 10,
      required: [0, 1, 2, 3].map((slot) => ({
        ...hard(slot),
        fields: [{ name: `TAS_F${s + 1}_${slot}__c`, type: { kind: 'text' } }],
      })),
      actions: [4, 5, 6, 7].map((slot) => ({ ...hard(slot), kind: 'company' })),
      processes: [8, 9, 10, 11].map(hard),
    };
  });
  return stringify(data);
}
