import { build, buildSync, transformSync } from 'esbuild';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { engineScripts } from '../../scripts/product/compile/engine.ts';
import { panelModuleSize } from '../../scripts/proof/bench/panel-size.ts';
import * as engine from '../../scripts/product/gate/index.ts';
import { messagesIn, panelGroups, type Messages } from '../../scripts/product/messages/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { readLabels } from '../../scripts/practice-org/page/bundle/labels.ts';
import { caseSpec, proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { caseOf } from '../../scripts/proof/prove/cases.ts';
import { itemCaseOf, itemSpec } from '../../scripts/proof/prove/item-cases.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { referenceModel } from '../reference/index.ts';

const groupNames: ReadonlySet<string> = new Set(panelGroups);
const dealId = '006000000000001AAA';

const load = async (code: string): Promise<Record<string, unknown>> =>
  (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<string, unknown>;

/** The engine's scripts as one, put together as the panel's are. */
async function bundledEngine(): Promise<string> {
  const scripts = engineScripts();
  const { outputFiles } = await build({
    entryPoints: ['./engine'],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'scripts',
        setup: (made) => {
          made.onResolve({ filter: /^\.\// }, ({ path }) => ({ path: path.slice('./'.length), namespace: 'scripts' }));
          made.onLoad({ filter: /./, namespace: 'scripts' }, ({ path }) => ({ contents: scripts.get(path) ?? '' }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

const modelFile = (model: SalesModel): string =>
  compileModel(model, 'made.yaml').files.find(({ path }) => path === 'lwc/tasModel/model.js')?.text ?? '';

test('engine and model of the generated module give the very verdicts of the scripts', async () => {
  const bundled = (await load(await bundledEngine())) as Pick<typeof engine, 'verdict' | 'itemRefusals'>;
  const people = ['005000000000001AAA', '005000000000002AAA'] as const;
  const models = [referenceModel, ...fc.sample(modelSpec, { numRuns: 20, seed: 3 }).map(modelOf)];
  for (const model of models) {
    const { model: panelModel } = (await load(modelFile(model))) as { model: SalesModel };
    for (const spec of fc.sample(caseSpec, { numRuns: 50, seed: 4 })) {
      const made = caseOf(model, spec, people);
      // Probability and category of some stage or other, typed by hand.
      const typed = { Probability: 30, ForecastCategoryName: 'Best Case' };
      const before = made.before && { ...made.before, ...typed };
      const write = { ...made, before, after: { ...made.after, ...typed }, today: proofDay };
      expect(bundled.verdict({ ...write, model: panelModel })).toEqual(engine.verdict({ ...write, model }));
    }
    for (const spec of fc.sample(itemSpec, { numRuns: 50, seed: 5 })) {
      const made = itemCaseOf(model, spec, people, dealId);
      const write = { ...made, model, deal: { ...made.deal, Id: dealId } };
      const ofPanel = { ...write, model: panelModel };
      expect(bundled.itemRefusals(ofPanel)).toEqual(engine.itemRefusals(write));
      expect(engine.itemVerdict(ofPanel)).toEqual(engine.itemVerdict(write));
    }
  }
});

test('the texts of the module are those of the model and of the catalogue, in every language, however long they are', async () => {
  const plain = referenceModel;
  const long = `a=b: ${'长 text '.repeat(40)}`.slice(0, 255).trim();
  const stages = plain.stages.map((stage) => ({
    ...stage,
    start: { en_US: long, zh_CN: `1\n2=${long}`.slice(0, 255) },
    end: { en_US: long, zh_CN: long },
    task: { en_US: long, zh_CN: long },
    label: { en_US: long, zh_CN: long },
  }));
  for (const model of [plain, { ...plain, stages }]) {
    const metadata = new Map(compileModel(model, 'made.yaml').files.map(({ path, text }) => [path, text]));
    const { base, translated } = readLabels(metadata);
    const code = metadata.get('lwc/tasModel/texts.js') ?? '';
    for (const [language, words] of [
      ['en_US', base],
      ['zh_CN', translated.get('zh_CN')],
    ] as const) {
      expect([...(words?.values() ?? [])].filter((list) => list.length > 1000)).toEqual([]);
      const inOrg = code.replace(/^import (\w+) from .*$/gm, (_line, name: string) => {
        const list = words?.get(name);
        if (list === undefined) throw new Error(`no label ${name} in ${language}`);
        return `const ${name} = ${JSON.stringify(list)};`;
      });
      const { texts, messages } = (await load(inOrg)) as {
        texts: Record<string, string>;
        messages: Partial<Messages>;
      };
      const ofPanel = Object.entries(messagesIn(language)).filter(([group]) => groupNames.has(group));
      expect(messages).toEqual(Object.fromEntries(ofPanel));
      const said = model.stages.flatMap(({ id, label, start, end, task }) =>
        Object.entries({ Name: label, Start: start, End: end, Task: task }).map(([part, text]) => [
          texts[`Stage_${id}_${part}`],
          text[language]?.replace(/\s+/g, ' '),
        ]),
      );
      expect(said.length).toBe(28);
      for (const [read, written] of said) expect(read).toBe(written);
    }
  }
});

test('model, texts and engine of the reference model are at most 36 kB minified, and the presenter adds at most 7', () => {
  const bytes = (code: string) =>
    Buffer.byteLength(transformSync(code, { minify: true, format: 'esm', charset: 'utf8' }).code);
  const { outputFiles } = buildSync({
    stdin: { contents: `export { itemRefusals, verdict } from './scripts/product/gate/index.ts';`, resolveDir: '.' },
    bundle: true,
    format: 'esm',
    external: ['*/vocabulary/index.ts'],
    write: false,
  });
  const presenter = bytes(engineScripts().get('engine') ?? '') - bytes(outputFiles[0]?.text ?? '');
  expect(presenter).toBeGreaterThan(2_000);
  expect(presenter).toBeLessThanOrEqual(7_000);
  const without = structuredClone(referenceModel);
  delete without.team;
  for (const { people } of without.stages) for (const one of people) delete one.role;
  const size = panelModuleSize(without) - presenter;
  expect(size).toBeGreaterThan(20_000);
  // 30 kB before declining, fixed answers, dates that are over, texts that say nothing and ages kept by a migration; 32.5
  // before contracts and partner registrations.
  expect(size).toBeLessThanOrEqual(36_000);
  // Which role of the team each person is.
  expect(panelModuleSize(referenceModel) - presenter - size).toBeLessThanOrEqual(1_100);
});
