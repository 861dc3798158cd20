import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { bundleEngine, panelModuleSize } from '../../scripts/product/compile/engine.ts';
import * as engine from '../../scripts/product/gate/index.ts';
import { readModelFile, type SalesModel } from '../../scripts/product/model/index.ts';
import { readLabels } from '../../scripts/practice-org/page/bundle/labels.ts';
import { caseOf, caseSpec, proofDay } from '../../scripts/proof/prove/cases.ts';
import { itemCaseOf, itemSpec } from '../../scripts/proof/prove/item-cases.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';

const dealId = '006000000000001AAA';

const load = async (code: string): Promise<Record<string, unknown>> =>
  (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<string, unknown>;

const modelFile = (model: SalesModel): string =>
  compileModel(model, 'made.yaml').files.find(({ path }) => path === 'lwc/tasModel/model.js')?.text ?? '';

function defaultModel(): SalesModel {
  const read = readModelFile('config/tas-plus.yaml');
  if (!read.ok) throw new Error('the default model has problems');
  return read.model;
}

test('engine and model of the generated module give the very verdicts of the scripts', async () => {
  const bundled = (await load(bundleEngine())) as unknown as typeof engine;
  const people = ['005000000000001AAA', '005000000000002AAA'] as const;
  const models = [defaultModel(), ...fc.sample(modelSpec, { numRuns: 20, seed: 3 }).map(modelOf)];
  for (const model of models) {
    const { model: panelModel } = (await load(modelFile(model))) as { model: SalesModel };
    for (const spec of fc.sample(caseSpec, { numRuns: 50, seed: 4 })) {
      const { before, after, items, viewer } = caseOf(model, spec, people);
      expect(bundled.verdict(panelModel, before, after, items, viewer, proofDay)).toEqual(
        engine.verdict(model, before, after, items, viewer, proofDay),
      );
    }
    for (const spec of fc.sample(itemSpec, { numRuns: 50, seed: 5 })) {
      const { deal: facts, before, after, viewer } = itemCaseOf(model, spec, people, dealId);
      const deal = { ...facts, Id: dealId };
      expect(bundled.itemVerdict(panelModel, deal, before, after, viewer)).toEqual(
        engine.itemVerdict(model, deal, before, after, viewer),
      );
    }
  }
});

test('the texts of the module are those of the model, in every language, however long they are', async () => {
  const plain = defaultModel();
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
      const { texts } = (await load(inOrg)) as { texts: Record<string, string> };
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

test('model, texts and engine of the default model are at most 30 kB minified', () => {
  const size = panelModuleSize(defaultModel());
  expect(size).toBeGreaterThan(20_000);
  expect(size).toBeLessThanOrEqual(30_000);
});
