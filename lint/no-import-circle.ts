/** An ESLint rule: no file imports itself through others. `import/no-cycle` passes over imports of types; this does not. */
import type { Rule } from 'eslint';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Files that a file imports by relative path, whether values or types, at once or later. */
function importsOf(file: string, source: string): string[] {
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.flatMap(({ fileName }) => (fileName.startsWith('.') ? [resolve(dirname(file), fileName)] : []));
}

/** By file, read once; while a file is linted, what the editor has of it takes its place. */
const known = new Map<string, readonly string[]>();

function read(file: string): readonly string[] {
  const found = known.get(file) ?? (existsSync(file) ? importsOf(file, readFileSync(file, 'utf8')) : []);
  known.set(file, found);
  return found;
}

/** The way from one file to another by imports; undefined where there is none. */
function wayTo(goal: string, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  for (const file of cameFrom.keys()) {
    if (file === goal) return pathTo(file, cameFrom);
    for (const next of read(file)) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return undefined;
}

function pathTo(file: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const before = cameFrom.get(file);
  return before === undefined ? [file] : [...pathTo(before, cameFrom), file];
}

export const noImportCircle: Rule.RuleModule = {
  meta: {
    type: 'problem',
    messages: { circle: 'This import closes a circle: {{files}}.' },
    schema: [],
  },
  create: (context) => ({
    Program: (program) => {
      const file = context.filename;
      known.set(file, importsOf(file, context.sourceCode.text));
      for (const statement of program.body) {
        if (!('source' in statement) || typeof statement.source?.value !== 'string') continue;
        const { source } = statement;
        if (!statement.source.value.startsWith('.')) continue;
        const way = wayTo(file, resolve(dirname(file), statement.source.value));
        if (way === undefined) continue;
        const files = [file, ...way].map((one) => relative(context.cwd, one)).join(' → ');
        context.report({ node: source, messageId: 'circle', data: { files } });
      }
      known.delete(file);
    },
  }),
};
