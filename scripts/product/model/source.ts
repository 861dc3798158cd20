/** A model file as text with positions: YAML in, plain data and a look-up from model path to line and column out. */
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import { findAliasProblem } from './aliases.ts';
import { problemCodes, type Finding, type ModelPath, type Problem } from './problem.ts';
import { syntaxSentence } from './syntax.ts';

export interface ModelSource {
  readonly file: string;
  /** Plain data, of whatever shape the file has. */
  readonly data: unknown;
  /** Syntax problems; where there are any, `data` means nothing. */
  readonly problems: readonly Problem[];
  place(finding: Finding): Problem;
}

/** Largest model file that is read, in characters: far above any real model, far below what hurts. */
const mostCharacters = 4_000_000;

export function parseSource(file: string, text: string): ModelSource {
  const lines = new LineCounter();
  const tooBig = text.length > mostCharacters;
  const document = parseDocument(tooBig ? '' : text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: true,
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const place = (finding: Finding): Problem => ({
    ...finding,
    file,
    code: problemCodes[finding.kind],
    ...at(offsetOf(document.contents, finding.path, finding.atKey ?? false)),
  });
  const syntax = (offset: number, said: Pick<Finding, 'what' | 'why' | 'fix'>): Problem => ({
    kind: 'syntax',
    path: [],
    code: problemCodes.syntax,
    file,
    what: said.what,
    why: said.why,
    fix: said.fix,
    ...at(offset),
  });
  const unreadable = (what: string, offset: number): Problem =>
    syntax(offset, {
      what,
      why: 'The file cannot be read as YAML.',
      fix: 'Check indentation, quotes and brackets on this line and the one before.',
    });
  if (tooBig) return { file, data: undefined, problems: [unreadable('The file is larger than 4 MB.', 0)], place };
  const problems = [...document.errors, ...document.warnings].map(({ code, pos }) =>
    unreadable(syntaxSentence(code), pos[0]),
  );
  if (problems.length > 0) return { file, data: undefined, problems, place };
  const alias = findAliasProblem(document);
  if (alias !== undefined) return { file, data: undefined, problems: [syntax(alias.offset, alias)], place };
  return { file, data: document.toJS({ maxAliasCount: -1 }), problems, place };
}

/** Offset of the node a path leads to, or of the deepest node on the way that exists. */
function offsetOf(root: Node | null, path: ModelPath, atKey: boolean): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (pair === undefined) break;
      const key = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      const value = rangeOf(pair.value);
      const last = depth === path.length - 1;
      offset = (last && atKey ? key : value) ?? key ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = rangeOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function rangeOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}
