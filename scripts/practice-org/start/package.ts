/** What a practice org is loaded with: the package of a model and the stages it needs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileModel, compileModelFile, type StageValue } from '../../product/compile/index.ts';
import { stageLabels, stageLabelsPath, wantedStages, type WantedStage } from '../../product/install/index.ts';
import { practiceCurrencies, type Currencies } from './currencies.ts';
import { readTree } from '../../product/metadata/index.ts';
import { baseLanguage, formatProblem, type SalesModel } from '../../product/model/index.ts';
import { withStubs } from './stubs.ts';

export const defaultModelFile = 'config/tas-plus.yaml';
/** What the panel knows of the model. */
export const panelModelFiles: readonly string[] = ['lwc/tasModel/model.js', 'lwc/tasLeadModel/queries.js'];

export type LoadedPackage =
  | {
      readonly ok: true;
      /** Path → XML text, source format. */
      readonly metadata: ReadonlyMap<string, string>;
      /** The same with the hand-written part as it is on disk now, for whoever works on it. */
      readonly current: () => ReadonlyMap<string, string>;
      readonly stages: readonly StageValue[];
      /** Of an org with several; empty for one. */
      readonly currencies: Currencies;
      readonly model: SalesModel;
      /** Whether the committed metadata is older than its model. */
      readonly stale: boolean;
      /** What the user should know of the model. */
      readonly warnings: readonly string[];
      /** The model with every gate enforced, as in an org whose rules are all active, and what of the package says so. */
      readonly enforced: Gated;
      /** Stubs of fields that the model says the org has, `Object.Field`. */
      readonly stubs: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

const packageRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** The project whose package is meant: the one in `root`, or this one where there is no model. */
export const projectOf = (root: string): string => (existsSync(join(root, defaultModelFile)) ? root : packageRoot);

/** The project whose hand-written part is installed: the one in `root`, or this one where it has none. */
export const sourceFor = (root: string): string =>
  existsSync(join(root, 'force-app', 'main', 'default')) ? root : packageRoot;

/** The package's own metadata, and what the project in `root`, which may be another one, has beside or in place of it. */
const handWrittenFor = (root: string): Map<string, string> =>
  new Map([packageRoot, root].flatMap((folder) => [...readTree(join(folder, 'force-app', 'main', 'default'))]));

/**
 * The package of the project in `root`: what is committed in force-app; or, with a model file of the user's, the
 * hand-written part and what that model compiles to, without writing anything. `corporateCurrency` (ISO code) makes it
 * the package of an org with several currencies.
 */
export function loadPackage(root: string, modelFile: string | undefined, corporateCurrency?: string): LoadedPackage {
  const read = compileModelFile(modelFile ?? join(root, defaultModelFile), corporateCurrency);
  if (!read.ok) return { ok: false, problems: read.problems.map(formatProblem) };
  const { model, compiled } = read;
  const handWritten = handWrittenFor(root);
  const own = new Map(compiled.files.map(({ path, text }) => [path, text]));
  const isCommitted = modelFile === undefined && corporateCurrency === undefined;
  const committed = isCommitted ? readTree(join(root, 'force-app', 'main', 'generated')) : own;
  const stale = isCommitted && !sameFiles(committed, own);
  const stages = wantedStages(model, baseLanguage(model));
  const { metadata, names: stubs } = withStubs(
    model,
    new Map([...handWritten, ...committed, ...stageTranslations(model, stages, committed.keys())]),
  );
  return {
    ok: true,
    metadata,
    enforced: gated(model, 'enforce'),
    current: () => new Map([...metadata, ...handWrittenFor(root)]),
    stubs,
    stages,
    currencies: currenciesOf(model),
    model,
    stale,
    // Whoever rehearses changes a model many times before it has a new version.
    warnings: read.warnings.filter(({ kind }) => kind !== 'version').map(formatProblem),
  };
}

/** Stage names in the languages that the package is translated into. */
const stageTranslations = (
  model: SalesModel,
  stages: readonly WantedStage[],
  paths: Iterable<string>,
): (readonly [string, string])[] => {
  const labels = new Map(stages.map(({ name, label }) => [name, label]));
  return [...paths].flatMap((path) => {
    const language = /^translations\/(\w+)\.translation-meta\.xml$/.exec(path)?.[1];
    return language === undefined ? [] : [[stageLabelsPath(language), stageLabels(model, labels, language)] as const];
  });
};

/** A model with every gate in one state, and what it compiles to. */
export interface Gated {
  readonly model: SalesModel;
  readonly files: ReadonlyMap<string, string>;
}

export function gated(own: SalesModel, state: 'observe' | 'enforce'): Gated {
  const enforcement = { ...own.enforcement, movement: state, items: state };
  const stages = own.stages.map((stage) => ({ ...stage, enforcement: state }));
  const lead = own.lead === undefined ? {} : { lead: { ...own.lead, enforcement: state } };
  const model = { ...own, enforcement, stages, ...lead };
  return { model, files: new Map(compileModel(model, defaultModelFile).files.map(({ path, text }) => [path, text])) };
}

const sameFiles = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);

const currenciesOf = ({ money }: SalesModel): Currencies =>
  money.multiCurrency ? practiceCurrencies(money.corporateCurrency ?? money.currency, money.currency) : [];
