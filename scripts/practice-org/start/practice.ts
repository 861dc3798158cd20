/** Starts the practice org of this project, filled as asked, and tells the project's commands where it is. */
import { dirname, join, relative, resolve } from 'node:path';
import { languages, messagesIn } from '../../product/messages/index.ts';
import { unusableFolder } from '../../product/metadata/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import { practiceFile } from '../../product/org/index.ts';
import { Page } from '../page/index.ts';
import {
  startPracticeOrg,
  type FaultGiven,
  type OrganizationSettings,
  type PracticeOrg,
  type PracticeOrgOptions,
} from '../server/index.ts';
import { currenciesText, practiceCurrencies } from './currencies.ts';
import { readFaultFile } from './fault-file.ts';
import { loadCsv } from './load-csv.ts';
import type { LoadReport } from './load-rows.ts';
import { loadSample } from './load-sample.ts';
import { installPackage, untouched } from './install.ts';
import { defaultModelFile, loadPackage, panelModelFiles, projectOf } from './package.ts';
import { readSourceTree } from './source-tree.ts';
import { sourceText } from './source-text.ts';
import { sampleStart } from './sample/index.ts';
import { announce, announcedOrg, withdraw } from './session-file.ts';

export interface PracticeOptions {
  /** Folder of the project. */
  readonly root: string;
  /** 0: any free one. */
  readonly port: number;
  /** The user's own model; the committed package when left out. */
  readonly modelFile?: string;
  readonly dataFile?: string;
  /** ISO code: the org has several currencies, this being the corporate one, whatever the model says. */
  readonly corporateCurrency?: string;
  readonly ignoreColumns: readonly string[];
  /** How many sample deals; 0 for none. */
  readonly sampleDeals: number;
  /** True: the standard objects alone. */
  readonly bare: boolean;
  /**
   * An sfdx project or a folder of metadata, the org's own instead of the package; rules run where they are active
   * themselves, and what cannot be executed is kept.
   */
  readonly sourceFolder?: string;
  /** A file of faults, checked before the org starts. */
  readonly faultFile?: string;
  /** What goes wrong on the way to the org, beside what the file says. */
  readonly faults?: readonly FaultGiven[];
  /** Edition, limits and the like. */
  readonly organization?: OrganizationSettings;
  /** True: rules are active only where the model enforces them; false: all of them are. */
  readonly observe: boolean;
  /** True: deals have their age in days and days in stage as fields, as where Pipeline Inspection is on. */
  readonly pipelineInspection?: boolean;
  /** False: deals have no teams, as where team selling is off. */
  readonly teamSelling?: boolean;
  /** What a deployment does to values that a deployed value set does not list; they are deactivated when left out. */
  readonly unlistedValues?: 'deactivate' | 'keep';
  /** Folder of runs: the package comes into the org by plan and apply, as into any other. Its files are loaded when left out. */
  readonly installRuns?: string;
  /** False: `--target-org practice` keeps its meaning; only who started this org knows where it is. */
  readonly announced: boolean;
  readonly onProgress: (what: string, rows: number) => void;
  /** How LWC and the panel run on the page; 'development' when left out, which also tells of a component's mistakes. */
  readonly pageMode?: 'development' | 'production';
  /** The org's time and the moment up to which its sample deals are told; the machine's when left out. */
  readonly now?: () => Date;
}

export interface StartedPractice {
  readonly ok: true;
  readonly org: PracticeOrg;
  /** Waits until the web page is built, which its first visitor does otherwise. @throws when it cannot be. */
  pageBuilt(): Promise<void>;
  /** Whether `--target-org practice` means this org. */
  readonly announced: boolean;
  /** How the load of `dataFile` or of the sample went. */
  readonly loaded?: LoadReport;
  readonly warnings: readonly string[];
  /** What is not as in any other org, for the user to know. */
  readonly notes: readonly string[];
  /** Stops the server and takes its announcement back. */
  stop(): Promise<void>;
}

/** Whether the settings of somebody's own org say that its deals have teams. */
const hasTeams = (files: ReadonlyMap<string, Buffer>): boolean =>
  [...files].some(
    ([path, text]) =>
      /(?:^|\/)settings\/Opportunity\.settings(?:-meta\.xml)?$/.test(path) &&
      /<enableOpportunityTeam>\s*true/.test(text.toString()),
  );

export type PracticeStart = StartedPractice | { readonly ok: false; readonly problems: readonly string[] };

export async function startPractice(options: PracticeOptions): Promise<PracticeStart> {
  const { root, corporateCurrency } = options;
  const bare = options.bare || options.sourceFolder !== undefined;
  const unusable = options.announced
    ? unusableFolder(join(root, dirname(practiceFile)), dirname(practiceFile))
    : undefined;
  if (unusable !== undefined) return { ok: false, problems: [unusable] };
  const source = options.sourceFolder === undefined ? undefined : readSourceTree(resolve(root, options.sourceFolder));
  if (source?.ok === false) return source;
  const faultFile = options.faultFile === undefined ? undefined : readFaultFile(resolve(root, options.faultFile));
  if (faultFile?.ok === false) return faultFile;
  const faults = [...(faultFile?.faults ?? []), ...(options.faults ?? [])];
  const modelFile = options.modelFile === undefined ? undefined : resolve(root, options.modelFile);
  const project = modelFile === undefined ? projectOf(root) : root;
  const loaded = bare ? undefined : loadPackage(project, modelFile, corporateCurrency);
  if (loaded?.ok === false) return loaded;
  const ofBare = corporateCurrency === undefined ? [] : practiceCurrencies(corporateCurrency, corporateCurrency);
  const currencies = loaded?.currencies ?? ofBare;
  const model = loaded?.model;
  // The panel foretells what the org will say: here every rule is active.
  const panelModel = options.observe
    ? []
    : [...(loaded?.enforced.files ?? [])].filter(([path]) => panelModelFiles.includes(path));
  const page = new Page({
    metadata: () => new Map([...(loaded?.current() ?? []), ...panelModel]),
    ...(options.pageMode === undefined ? {} : { mode: options.pageMode }),
  });
  const machine = options.now ?? (() => new Date());
  const hasSample = options.sampleDeals > 0 && model !== undefined;
  const runs = options.installRuns;
  const started = await listen(options.port, {
    page: (org) => page.handlerFor(org),
    ...(loaded !== undefined && runs !== undefined
      ? untouched(loaded)
      : { metadata: loaded?.metadata ?? new Map(), stages: loaded?.stages ?? [] }),
    currencies,
    ...(model === undefined ? {} : { currency: model.money.currency }),
    standardTexts,
    activateRules: !options.observe && source === undefined,
    ...(source === undefined ? {} : { source: source.files }),
    ...(options.organization === undefined ? {} : { organization: options.organization }),
    pipelineInspection: options.pipelineInspection === true,
    teamSelling: source === undefined ? options.teamSelling !== false : hasTeams(source.files),
    faults,
    unlistedValues: options.unlistedValues ?? 'deactivate',
    now: machine,
    ...(hasSample ? { startsAt: sampleStart(machine()) } : {}),
  });
  if (!started.ok) return started;
  const { org } = started;
  if (loaded !== undefined && runs !== undefined) {
    const problems = await installPackage(org, loaded, {
      root: project,
      modelFile: modelFile ?? resolve(project, defaultModelFile),
      runs,
      observe: options.observe,
      onProgress: (what) => options.onProgress(what, 0),
    });
    if (problems.length > 0) {
      await org.stop();
      return { ok: false, problems };
    }
  }
  const filled = await fill(org, { ...options, now: machine() }, loaded);
  if (!filled.ok) {
    await org.stop();
    return filled;
  }
  if (hasSample) org.clock.set(machine());
  org.clock.run();
  const other = options.announced ? await announcedOrg(root) : undefined;
  const known = options.announced && other === undefined;
  if (known)
    announce(root, {
      instanceUrl: org.instanceUrl,
      accessToken: org.accessToken,
      username: org.username,
      orgId: org.orgId,
      pid: process.pid,
      ...(bare ? {} : { modelPath: relative(root, modelFile ?? resolve(project, defaultModelFile)) }),
    });
  return {
    ok: true,
    org,
    pageBuilt: () => page.built(),
    announced: known,
    ...(filled.report === undefined ? {} : { loaded: filled.report }),
    warnings: [
      ...(loaded?.stale === true ? [staleText(runs === undefined ? 'is in force-app' : 'the model says')] : []),
      ...(loaded?.warnings ?? []),
      ...(other === undefined ? [] : [besideAnother(org, other)]),
    ],
    notes: [
      ...(currencies.length > 0 ? [currenciesText(currencies)] : []),
      ...(bare || project === root
        ? []
        : [`There is no ${defaultModelFile} here: the org runs the model that comes with TAS+.`]),
      ...stubsText(loaded?.stubs ?? []),
      ...(source === undefined ? [] : sourceText(org.source)),
      ...(faults.length === 0
        ? []
        : [`Faults in force: ${faults.map(({ fault, path }) => `${fault} at ${path}`).join(', ')}.`]),
      ...recordTypesText(org, model?.scope.recordTypes),
      ...(filled.notes ?? []),
    ],
    stop: async () => {
      if (known) withdraw(root, org.accessToken);
      await Promise.all([org.stop(), page.stop()]);
    },
  };
}

/** The token is worth nothing elsewhere and ends with this org. */
const besideAnother = ({ instanceUrl, accessToken }: PracticeOrg, other: string): string =>
  `Another practice org of this project runs at ${other}; \`--target-org practice\` still means that one. For this one: SF_ORG_INSTANCE_URL=${instanceUrl} and --target-org '${accessToken}'.`;

const staleText = (what: string): string =>
  `force-app is not what ${defaultModelFile} says. The org runs what ${what}; run \`npx tas compile\`.`;

const stubsText = (names: readonly string[]): string[] =>
  names.length === 0
    ? []
    : [
        `Your org has ${names.join(', ')}, says the model; this org has stubs of the declared type, which everybody may edit.`,
      ];

/** Which record types deals have, and at which of them no gate holds. */
function recordTypesText({ org }: PracticeOrg, scope: SalesModel['scope']['recordTypes'] | undefined): string[] {
  const types = org.objects.get('opportunity')?.recordTypes ?? [];
  const byDefault = types.find(({ active }) => active);
  if (byDefault === undefined) return [];
  const names = types.map(({ name }) => name);
  const outside = scope === undefined || scope === 'all' ? [] : names.filter((name) => !scope.includes(name));
  return [
    `Record types: ${names.join(', ')}. A deal that names none gets ${byDefault.name}.`,
    ...(outside.length === 0 ? [] : [`The model does not govern ${outside.join(', ')}: no gate holds there.`]),
  ];
}

/** What Salesforce itself says of standard objects in the languages of the product. */
export const standardTexts = Object.fromEntries(
  languages.map((language) => [language, messagesIn(language).platform.objects]),
);

/** A port that is taken, or not ours to take, is a problem to be told, not a crash. */
async function listen(port: number, options: Omit<PracticeOrgOptions, 'port'>): ReturnType<typeof startPracticeOrg> {
  try {
    return await startPracticeOrg({ ...options, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return {
      ok: false,
      problems: [`Port ${port} cannot be used (${code}). Choose another with --port; 0 takes any free one.`],
    };
  }
}

type Filled =
  | { readonly ok: true; readonly report?: LoadReport; readonly notes?: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

async function fill(
  org: PracticeOrg,
  options: Omit<PracticeOptions, 'now'> & { readonly now: Date },
  loaded: Extract<ReturnType<typeof loadPackage>, { ok: true }> | undefined,
): Promise<Filled> {
  const model = loaded?.model;
  if (options.sampleDeals > 0 && model !== undefined) {
    options.onProgress('Loading sample deals', 0);
    return {
      ok: true,
      report: loadSample(org, model, {
        deals: options.sampleDeals,
        now: options.now,
        currencies: loaded?.currencies ?? [],
      }),
    };
  }
  if (options.dataFile === undefined) return { ok: true };
  return loadCsv(org, {
    file: options.dataFile,
    ignoreColumns: options.ignoreColumns,
    onProgress: (rows) => options.onProgress(`Loading ${options.dataFile ?? ''}`, rows),
  });
}
