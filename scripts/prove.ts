/** `npm run prove`: engine against compiled rules, as long as you like; `--mutants` shows where the proof is blind. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readModelFile } from './model/index.ts';
import { HuntingGround, mutantsOfModel } from './prove/hunt.ts';
import { prove } from './prove/prove.ts';
import { hollow, sharesText } from './prove/shares.ts';
import { deals, items, type Subject } from './prove/subjects.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const casesPerModel = 100;

process.exitCode = main();

function main(): number {
  const options = readOptions();
  if (options === undefined) {
    process.stderr.write(
      'Usage: npm run prove -- [--mutants] [--cases N] [--seed S], N and S whole numbers above 0.\n',
    );
    return 1;
  }
  return options.mutants ? hunt(options.cases, options.seed) : compare(options.cases, options.seed);
}

/** One line that is written over on a terminal; nothing elsewhere. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function compare(cases: number, seed: number): number {
  const ofDeals = compareOne(deals, cases, seed);
  return ofDeals === 0 ? compareOne(items, cases, seed) : ofDeals;
}

function compareOne<Spec>(subject: Subject<Spec>, cases: number, seed: number): number {
  const started = performance.now();
  const models = Math.ceil(cases / casesPerModel);
  const onProgress = (done: number): void => progress(`${subject.name}: ${done} of ${cases} writes`);
  const proof = prove(subject, { root, models, casesPerModel, seed, onProgress });
  progress('');
  if (!proof.ok) {
    print([
      proof.counterexample,
      '',
      `seed ${seed}: engine and rules disagree; the smallest write is above, as a test.`,
    ]);
    return 1;
  }
  const problems = hollow(proof.shares);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print([
    ...sharesText(proof.shares),
    ...problems.map((problem) => `hollow: ${problem}`),
    `seed ${seed}: ${proof.shares.cases} writes on ${subject.name}, ${proof.shares.cases} agreements, ${seconds} s`,
  ]);
  return problems.length === 0 ? 0 : 1;
}

/** Every mutant of the default model's rules on Opportunity, each until the first write that tells it apart. */
function hunt(cases: number, seed: number): number {
  const read = readModelFile(`${root}config/tas-plus.yaml`);
  if (!read.ok) throw new Error('the default model has problems: run tas compile');
  const mutants = mutantsOfModel(read.model);
  const { killed, stillborn, survivors } = new HuntingGround(root, read.model, cases, seed).hunt(mutants, (done) =>
    progress(`${done} of ${mutants.length} mutants`),
  );
  progress('');
  print([
    ...survivors.map(({ formula, change }) => `survived: ${formula}: ${change}`),
    `seed ${seed}: ${mutants.length} mutants, ${killed} killed, ${stillborn} refused by the formula compiler, ${survivors.length} survived ${cases} cases`,
  ]);
  return survivors.length === 0 ? 0 : 1;
}

function readOptions(): { cases: number; seed: number; mutants: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        cases: { type: 'string', default: '20000' },
        seed: { type: 'string', default: '1' },
        mutants: { type: 'boolean', default: false },
      },
    });
    const [cases, seed] = [Number(values.cases), Number(values.seed)];
    return Number.isInteger(cases) && cases > 0 && Number.isInteger(seed) && seed > 0
      ? { cases, seed, mutants: values.mutants }
      : undefined;
  } catch {
    return undefined;
  }
}
