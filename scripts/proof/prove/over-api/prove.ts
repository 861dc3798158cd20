/** The third answer: the same random writes over HTTP to a practice org, through every API, against the gate engine. */
import fc from 'fast-check';
import type { SalesModel } from '../../../product/model/index.ts';
import { proofDay } from '../case-spec.ts';
import { modelOf, modelSpec } from '../models.ts';
import { shown, Tally, type Proof } from '../prove.ts';
import { channelNames, channels, type ChannelName } from './channels.ts';
import { ProofOrg } from './org.ts';
import type { ApiSubject, LeftOut, Staged } from './subjects.ts';

/** What each channel and the engine answered to one write. */
export type ApiAnswers = Readonly<Record<ChannelName | 'engine', string>>;

export type ApiProof =
  Extract<Proof, { ok: false }> | (Extract<Proof, { ok: true }> & { readonly leftOut: ReadonlyMap<string, number> });

export interface ApiProofOptions {
  /** Folder of the project. */
  readonly root: string;
  readonly models: number;
  /** Each is written once through every channel. */
  readonly casesPerModel: number;
  readonly seed: number;
  /** Milliseconds to spend on making a disagreement smaller; a minute when left out. */
  readonly shrinkFor?: number;
  readonly onProgress?: (cases: number) => void;
}

/** Stops at the first model with a disagreement and answers the smallest one found. */
export async function proveOverApi<Spec>(subject: ApiSubject<Spec>, options: ApiProofOptions): Promise<ApiProof> {
  const { root, models, casesPerModel, seed, shrinkFor = 60_000, onProgress } = options;
  const tally = new Tally({ name: subject.title, rules: subject.rules });
  const leftOut: LeftOut = new Map();
  for (const [index, spec] of fc.sample(modelSpec, { numRuns: models, seed }).entries()) {
    const model = modelOf(spec);
    const org = await ProofOrg.start(root, model, proofDay);
    try {
      const run = { numRuns: casesPerModel, seed: seed + index };
      const specs = fc.sample(subject.arbitrary, run);
      const answers = await ask({ subject, model, org }, specs, leftOut);
      const wrong = answers.findIndex((one) => !agree(one));
      const found = specs[wrong];
      if (found !== undefined) {
        const smallest =
          (await smaller({ subject, model, org }, { ...run, interruptAfterTimeLimit: shrinkFor })) ?? found;
        const [again] = await ask({ subject, model, org }, [smallest]);
        const [staged] = await subject.stage(model, org, [smallest], new Map());
        return {
          ok: false,
          seed,
          counterexample: asTest({ subject: subject.name, model, spec: smallest, staged, answers: again }),
        };
      }
      for (const { engine } of answers) tally.add(engine === '' ? [] : engine.split(' '));
    } finally {
      await org.stop();
    }
    onProgress?.(tally.shares(index + 1).cases);
  }
  return { ok: true, seed, shares: tally.shares(models), leftOut };
}

/** Who is asked: an org that holds the rules of the model. */
interface Asked<Spec> {
  readonly subject: ApiSubject<Spec>;
  readonly model: SalesModel;
  readonly org: ProofOrg;
}

/** What everybody answers to the writes of these specs, each through every channel. */
export async function ask<Spec>(
  { subject, model, org }: Asked<Spec>,
  specs: readonly Spec[],
  leftOut: LeftOut = new Map(),
): Promise<ApiAnswers[]> {
  const answers: Record<ChannelName | 'engine', string>[] = specs.map(() => ({
    engine: '',
    REST: '',
    collections: '',
    'Bulk API 2.0': '',
  }));
  for (const [round, name] of channelNames.entries()) {
    // A write that is let in changes its record, so each channel gets records of its own.
    const staged = await subject.stage(model, org, specs, round === 0 ? leftOut : new Map<string, number>());
    const writes = staged.map(({ write }) => write);
    const codes = await channels[name](writes);
    const held = await org.holds(writes);
    for (const [index, one] of answers.entries()) {
      const refusals = codes[index] ?? [];
      const told = (refusals.length === 0) === held[index] ? '' : held[index] === true ? 'but saved' : 'but not saved';
      one[name] = [...refusals, told].join(' ').trim();
      one.engine = staged[index]?.engine.join(' ') ?? 'no answer';
    }
  }
  return answers;
}

export const agree = (answers: ApiAnswers): boolean => channelNames.every((name) => answers[name] === answers.engine);

/** Lets fast-check find the disagreement again, one write at a time, and shrink it. */
async function smaller<Spec>(
  asked: Asked<Spec>,
  run: { readonly numRuns: number; readonly seed: number; readonly interruptAfterTimeLimit: number },
): Promise<Spec | undefined> {
  const property = fc.asyncProperty(asked.subject.arbitrary, async (spec) => {
    const [answers] = await ask(asked, [spec]);
    return answers !== undefined && agree(answers);
  });
  const result = await fc.check(property, run);
  return result.counterexample?.[0];
}

interface Disagreement {
  readonly subject: string;
  readonly model: SalesModel;
  readonly spec: unknown;
  readonly staged: Staged | undefined;
  readonly answers: ApiAnswers | undefined;
}

/** The disagreement as a test to be pasted into test/prove. */
function asTest({ subject, model, spec, staged, answers }: Disagreement): string {
  return [
    `test('engine and practice org agree on this write', async () => {`,
    `  const model: SalesModel = ${JSON.stringify(model)};`,
    `  // ${shown(staged?.shown)}`,
    `  const org = await ProofOrg.start('.', model, proofDay);`,
    `  const [answers] = await ask({ subject: ${subject}, model, org }, [${shown(spec)}]);`,
    `  await org.stop();`,
    `  // ${shown(answers)}`,
    `  expect(answers).toSatisfy(agree);`,
    `});`,
  ].join('\n');
}
