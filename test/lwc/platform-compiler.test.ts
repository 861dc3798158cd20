/** The compiler of the platform over every bundle, and every reference of every bundle against our own metadata. */
import { readFileSync, readdirSync } from 'node:fs';
import { compile } from '@lwc/sfdc-lwc-compiler';
import { expect, test } from 'vitest';
import { readTree } from '../../scripts/product/metadata/tree.ts';
import { referenceSource } from '../reference/index.ts';

interface Bundle {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

interface Reference {
  readonly id: string;
  readonly type: string;
}

const bundles: readonly Bundle[] = ['default', 'generated']
  .map((part) => `${referenceSource}/main/${part}/lwc`)
  .flatMap((root) =>
    readdirSync(root).map((name) => ({
      name,
      files: Object.fromEntries(
        readdirSync(`${root}/${name}`)
          .filter((file) => /\.(js|html|css)$/.test(file))
          .map((file) => [file, readFileSync(`${root}/${name}/${file}`, 'utf8')]),
      ),
    })),
  );

const compiled = await Promise.all(
  bundles.map(async ({ name, files }) => ({
    name,
    output: await compile({
      bundle: { namespace: 'c', name, type: 'platform', files, options: { apiVersion: 66 } },
      compilerConfigs: [{ outputConfig: { minify: false } }],
    }),
  })),
);

const referencesTo = (type: string): string[] =>
  compiled.flatMap(({ output }) =>
    ((output.metadata?.references ?? []) as readonly Reference[])
      .filter((one) => one.type === type)
      .map(({ id }) => id),
  );

test('no script has import( in it, not even in a comment: Lightning Locker in debug mode takes that for code', () => {
  for (const { name, files } of bundles)
    for (const [file, text] of Object.entries(files))
      if (file.endsWith('.js'))
        expect([`${name}/${file}`, /\bimport\s*\(/.test(text)]).toEqual([`${name}/${file}`, false]);
});

test('the platform compiles every bundle', () => {
  expect(bundles.map(({ name }) => name).toSorted()).toEqual([
    'tasBoardModel',
    'tasChance',
    'tasChanceModel',
    'tasChart',
    'tasCoach',
    'tasCoachModel',
    'tasContract',
    'tasContractModel',
    'tasCustomerMap',
    'tasDealLine',
    'tasDealLink',
    'tasEditor',
    'tasGradeBadge',
    'tasHome',
    'tasHomeModel',
    'tasHomeMoney',
    'tasHomePart',
    'tasHomeRuns',
    'tasLeadModel',
    'tasLeadPanel',
    'tasLines',
    'tasMapModel',
    'tasModel',
    'tasNotice',
    'tasPanelState',
    'tasPipelineBoard',
    'tasRecords',
    'tasRegistration',
    'tasRegistrationModel',
    'tasRegistrationRecords',
    'tasRegistrations',
    'tasRequirementRow',
    'tasStageHead',
    'tasStagePanel',
    'tasTheme',
  ]);
  for (const { name, output } of compiled) {
    // The compiler also reads JSDoc, and warns (1519) of types that only TypeScript knows.
    const problems = output.diagnostics.filter(({ code }) => code !== 1519).map(({ message }) => message);
    expect({ name, success: output.success, problems }).toEqual({ name, success: true, problems: [] });
  }
});

test('every label, component, module and field that a bundle names is there', () => {
  const tree = [...readTree(referenceSource)];
  const labels = tree.flatMap(([path, text]) =>
    path.endsWith('.labels-meta.xml')
      ? [...text.matchAll(/<fullName>(.*?)<\/fullName>/g)].map(([, name]) => `c.${name ?? ''}`)
      : [],
  );
  const used = new Set(referencesTo('label'));
  // What only tells which model was compiled is no text.
  expect([...used, 'c.TAS_Model_Hash'].toSorted()).toEqual(labels.toSorted());

  const names = bundles.map(({ name }) => name);
  const own = [...referencesTo('component'), ...referencesTo('module')].filter((id) => /^c[/-]/.test(id));
  expect(own.length).toBeGreaterThan(10);
  const camel = (id: string) => id.slice(2).replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  expect(own.filter((id) => !names.includes(camel(id)))).toEqual([]);

  const fields = tree.flatMap(
    ([path]) => /objects\/(\w+)\/fields\/(\w+)\.field-meta/.exec(path)?.slice(1).join('.') ?? [],
  );
  const schema = [...referencesTo('sobjectField'), ...referencesTo('schema')];
  expect(schema.length).toBeGreaterThan(0);
  expect(schema.filter((id) => !fields.includes(id))).toEqual([]);
});

test('no text of the panel stands in its code', () => {
  // The model's words are in the one, legal forms of companies in the other.
  const own = bundles.filter(({ name }) => name !== 'tasModel' && name !== 'tasLeadModel');
  for (const { name, files } of own)
    for (const [file, text] of Object.entries(files)) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect({ name, file, chinese: /[\u4e00-\u9fff]/.test(code) }).toEqual({ name, file, chinese: false });
      if (!file.endsWith('.html')) continue;
      const words = text.replace(/<[^>]*>/g, ' ').replace(/\{[^}]*\}/g, ' ');
      expect({ name, file, words: /[A-Za-z]{2,}/.exec(words)?.[0] }).toEqual({ name, file, words: undefined });
    }
});

test('every text of the panel that a bundle names is a line of a label, and the other way round', () => {
  const lists = [...readTree(referenceSource)].find(([path]) => path.endsWith('.labels-meta.xml'))?.[1] ?? '';
  const keys = [
    ...lists.matchAll(/<fullName>TAS_(?:Panel|Home|Board|Map|Coach)\w*<\/fullName>[^]*?<value>([^<]*)<\/value>/g),
  ].flatMap(([, list = '']) => list.split('\n').map((line) => line.slice(0, line.indexOf('='))));
  expect(keys.length).toBeGreaterThan(150);
  expect(new Set(keys).size).toBe(keys.length);
  const own = bundles.filter(({ name }) => name !== 'tasModel').flatMap(({ files }) => Object.values(files));
  const engine = bundles.find(({ name }) => name === 'tasModel')?.files['engine.js'] ?? '';
  const code = [...own, engine].join('\n');
  // const { group } = messages, then group.key
  const ofGroup = own.flatMap((text) =>
    [...text.matchAll(/const \{ (\w+) \} = messages;/g)].flatMap(([, group = '']) =>
      [...text.matchAll(new RegExp(`\\b${group}\\.(\\w+)`, 'g'))].map(([, key = '']) => `${group}.${key}`),
    ),
  );
  // messages.group.key, and const { key, key: name } = messages.group
  const named = [
    ...ofGroup,
    ...[...code.matchAll(/\bmessages\.(\w+\.\w+)/g)].map(([, key = '']) => key),
    ...[...code.matchAll(/\{([^{}]*)\} = messages\.(\w+);/g)].flatMap(([, some = '', group = '']) =>
      some.split(',').map((one) => `${group}.${one.split(':')[0]?.trim() ?? ''}`),
    ),
  ];
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((key) => !keys.includes(key))).toEqual([]);
  // Many are looked up by a name that the engine gives, such as a state: then group and name stand apart.
  const isNamed = (key: string) => key.split('.').every((part) => new RegExp(`\\b${part}\\b`).test(code));
  expect(keys.filter((key) => !isNamed(key))).toEqual([]);
});
