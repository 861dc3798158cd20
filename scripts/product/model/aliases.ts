/** Aliases of a model file: each names an anchor that stands whole before it, and together they stay small. */
import { isAlias, isCollection, isPair, type Alias, type Document } from 'yaml';

export interface AliasProblem {
  /** Place in the text, in characters. */
  readonly offset: number;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** Values that a model may have with every alias written out: far above any real model, far below what hurts. */
const mostValues = 100_000;

/** The first alias that cannot be written out. Nothing is written out to find it. */
export function findAliasProblem(document: Document): AliasProblem | undefined {
  const sizes = new Map<string, number | 'unfinished'>();
  let values = 0;
  const follow = (alias: Alias): AliasProblem | undefined => {
    const size = sizes.get(alias.source);
    const problem = (what: string, why: string, fix: string) => ({ offset: alias.range?.[0] ?? 0, what, why, fix });
    if (size === undefined)
      return problem(
        `The alias \`*${alias.source}\` names no anchor before it.`,
        'There is nothing to put in its place.',
        `Write \`&${alias.source}\` where the value stands first, or write the value out.`,
      );
    if (size === 'unfinished')
      return problem(
        `The alias \`*${alias.source}\` stands inside the value that it names.`,
        'Written out, the model would have no end.',
        'Write the value out here.',
      );
    values += size;
    if (values <= mostValues) return undefined;
    return problem(
      `Written out up to this alias, the model has more than ${mostValues.toLocaleString('en-US')} values.`,
      'No org could hold it.',
      'Use fewer aliases, or smaller ones.',
    );
  };
  const visit = (node: unknown): AliasProblem | undefined => {
    if (isPair(node)) return visit(node.key) ?? visit(node.value);
    if (isAlias(node)) return follow(node);
    const before = values;
    values += 1;
    const anchor = anchorOf(node);
    if (anchor !== undefined) sizes.set(anchor, 'unfinished');
    for (const item of isCollection(node) ? node.items : []) {
      const problem = visit(item);
      if (problem !== undefined) return problem;
    }
    if (anchor !== undefined) sizes.set(anchor, values - before);
    return undefined;
  };
  return visit(document.contents);
}

const anchorOf = (node: unknown): string | undefined =>
  typeof node === 'object' && node !== null && 'anchor' in node && typeof node.anchor === 'string'
    ? node.anchor
    : undefined;
