/** `npm run prove`: engine against compiled rules and against the practice org's API, as long as you like; `--mutants` shows where the proof is blind. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { readModelFile } from '../product/model/index.ts';
import {
  type ApiSubject,
  deals,
  dealsOverApi,
  enforced,
  hollow,
  MutationTest,
  items,
  itemsOverApi,
  modelOf,
  modelSpec,
  mutantsOfModel,
  overApiText,
  prove,
  proveOverApi,
  sharesText,
  type Subject,
  waysRound,
  waysText,
} from './prove/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const casesPerModel = 100;
/** Some mutants are told apart by one write in tens of thousands. */
const usualCases = (mutants: boolean): number => (mutants ? 60_000 : 20_000);
/** Starting an org costs as much as a few dozen writes. */
const orgCasesPerModel = 30;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    process.stderr.write(
      'Usage: npm run prove -- [--mutants] [--cases N] [--org-cases N] [--seed S], all whole numbers above 0.\n',
    );
    return 1;
  }
  return options.mutants ? mutationTest(options.cases, options.seed) : compare(options);
}

/** One line that is written over on a terminal; nothing elsewhere. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function compare({ cases, orgCases, seed }: Options): Promise<number> {
  const steps = [
    () => compareOne(deals, cases, seed),
    () => compareOne(items, cases, seed),
    () => compareOverApi(dealsOverApi, orgCases, seed),
    () => compareOverApi(itemsOverApi, orgCases, seed),
    () => searchWaysRound(seed),
  ];
  for (const step of steps) if ((await step()) !== 0) return 1;
  return 0;
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

async function compareOverApi<Spec>(subject: ApiSubject<Spec>, cases: number, seed: number): Promise<number> {
  const started = performance.now();
  const models = Math.ceil(cases / orgCasesPerModel);
  const onProgress = (done: number): void => progress(`${subject.title}: ${done} of ${cases} writes`);
  const proof = await proveOverApi(subject, { root, models, casesPerModel: orgCasesPerModel, seed, onProgress });
  progress('');
  if (!proof.ok) {
    print([
      proof.counterexample,
      '',
      `seed ${seed}: engine and practice org disagree; the smallest write is above, as a test.`,
    ]);
    return 1;
  }
  // A few hundred writes are too few to demand that each rule is the only refuser of some.
  const problems = hollow(proof.shares, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print([
    ...overApiText(proof),
    ...problems.map((problem) => `hollow: ${problem}`),
    `seed ${seed}: ${proof.shares.cases} writes on ${subject.title}, ${proof.shares.cases} agreements, ${seconds} s`,
  ]);
  return problems.length === 0 ? 0 : 1;
}

/** Every way of at most four writes on the default model, and of two on random ones. */
function searchWaysRound(seed: number): number {
  const read = readModelFile(`${root}config/tas-plus.yaml`);
  if (!read.ok) throw new Error('the default model has problems: run tas compile');
  const random = fc.sample(modelSpec, { numRuns: 24, seed }).map(modelOf);
  const searches = [
    { name: 'the default model', model: enforced(read.model), depth: 4 },
    ...random.map((model, index) => ({ name: `random model ${index + 1}`, model, depth: 2 })),
  ];
  let ways = 0;
  for (const { name, model, depth } of searches) {
    progress(`ways round the gates of ${name}`);
    const searched = waysRound(model, depth);
    ways += searched.found.length;
    progress('');
    if (depth > 2 || searched.found.length > 0) print(waysText(name, depth, searched));
  }
  print([`seed ${seed}: ${searches.length} models searched for ways round their gates, ${ways} found`]);
  return ways === 0 ? 0 : 1;
}

/** Every mutant of the default model's formulas, each until the first write that tells it apart. */
function mutationTest(cases: number, seed: number): number {
  const read = readModelFile(`${root}config/tas-plus.yaml`);
  if (!read.ok) throw new Error('the default model has problems: run tas compile');
  const mutants = mutantsOfModel(read.model);
  const { killed, stillborn, survivors } = new MutationTest(root, read.model, cases, seed).run(mutants, (done) =>
    progress(`${done} of ${mutants.length} mutants`),
  );
  progress('');
  const equal = survivors.filter((one) => one.equal !== undefined);
  const missed = survivors.filter((one) => one.equal === undefined);
  print([
    ...equal.map(({ formula, change, equal: where }) => `equal: ${formula.name}: ${change}: ${where ?? ''}`),
    ...missed.map(({ formula, change }) => `survived: ${formula.name}: ${change}`),
    `seed ${seed}: ${mutants.length} mutants, ${killed} killed by ${cases} writes of deals and of items, ${stillborn} refused by the formula compiler, ${equal.length} equal to their original for every input, ${missed.length} survived`,
  ]);
  return missed.length === 0 ? 0 : 1;
}

interface Options {
  readonly cases: number;
  /** Writes sent to a practice org, through every channel each. */
  readonly orgCases: number;
  readonly seed: number;
  readonly mutants: boolean;
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        cases: { type: 'string' },
        'org-cases': { type: 'string', default: '900' },
        seed: { type: 'string', default: '1' },
        mutants: { type: 'boolean', default: false },
      },
    });
    const [cases, orgCases, seed] = [
      Number(values.cases ?? usualCases(values.mutants)),
      Number(values['org-cases']),
      Number(values.seed),
    ];
    return [cases, orgCases, seed].every((number) => Number.isInteger(number) && number > 0)
      ? { cases, orgCases, seed, mutants: values.mutants }
      : undefined;
  } catch {
    return undefined;
  }
}
