/** The compiler of the platform over every bundle, and every reference of every bundle against our own metadata. */
import { readFileSync, readdirSync } from 'node:fs';
import { compile } from '@lwc/sfdc-lwc-compiler';
import { expect, test } from 'vitest';
import { readTree } from '../../scripts/product/metadata/tree.ts';

interface Bundle {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

interface Reference {
  readonly id: string;
  readonly type: string;
}

const bundles: readonly Bundle[] = ['force-app/main/default/lwc', 'force-app/main/generated/lwc'].flatMap((root) =>
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

test('the platform compiles every bundle', () => {
  expect(bundles.length).toBeGreaterThan(10);
  for (const { name, output } of compiled) {
    // The compiler also reads JSDoc, and warns (1519) of types that only TypeScript knows.
    const problems = output.diagnostics.filter(({ code }) => code !== 1519).map(({ message }) => message);
    expect({ name, success: output.success, problems }).toEqual({ name, success: true, problems: [] });
  }
});

test('every label, component, module and field that a bundle names is there', () => {
  const tree = [...readTree('force-app')];
  const labels = tree.flatMap(([path, text]) =>
    path.endsWith('.labels-meta.xml')
      ? [...text.matchAll(/<fullName>(.*?)<\/fullName>/g)].map(([, name]) => `c.${name ?? ''}`)
      : [],
  );
  const used = new Set(referencesTo('label'));
  expect(used.size).toBeGreaterThan(15);
  expect([...used].filter((id) => !labels.includes(id))).toEqual([]);
  expect(labels.filter((id) => !used.has(id))).toEqual([]);

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
  const own = bundles.filter(({ name }) => name !== 'tasModel');
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
  const lists = [...readTree('force-app')].find(([path]) => path.endsWith('.labels-meta.xml'))?.[1] ?? '';
  const keys = [...lists.matchAll(/<fullName>TAS_Panel_\w+<\/fullName>[^]*?<value>([^<]*)<\/value>/g)].flatMap(
    ([, list = '']) => list.split('\n').map((line) => line.slice(0, line.indexOf('='))),
  );
  expect(keys.length).toBeGreaterThan(150);
  expect(new Set(keys).size).toBe(keys.length);
  const code = bundles.filter(({ name }) => name !== 'tasModel').flatMap(({ files }) => Object.values(files));
  const named = code.flatMap((text) =>
    [...text.matchAll(/\blabels\.(\w+)|\bsay\(\s*'(\w+)'/g)].map((one) => one[1] ?? one[2]),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((key = '') => !keys.includes(key))).toEqual([]);
  // Some names are put together, such as Why_blank: the word before the underscore must stand in the code. Rules and
  // warnings have the names that the engine gives them.
  const engine = bundles.find(({ name }) => name === 'tasModel')?.files['engine.js'] ?? '';
  const all = [...code, engine].join('\n');
  const isNamed = (key: string) =>
    new RegExp(`\\b${key}\\b`).test(all) || all.includes(`${key.split('_', 1)[0] ?? key}_\${`);
  expect(keys.filter((key) => !isNamed(key))).toEqual([]);
});
