/** Measures formulas and names against the platform's limits; what is over is a finding at the model's position. */
import { type Expr, print } from '../formula/index.ts';
import type { Finding, ModelPath } from '../model/index.ts';

/** docs/platform-limits.md. The compiled size is an estimate, so it is refused well below the platform's 15,000. */
export const formulaLimits = { characters: 3900, bytes: 4000, compiled: 10_000 } as const;
export const nameLimits = { developerName: 40, message: 255, label: 40, labelValue: 1000 } as const;

export interface FormulaSize {
  readonly characters: number;
  /** UTF-8. */
  readonly bytes: number;
  /** Source with every formula field put in place of each of its mentions. */
  readonly compiled: number;
}

/** Formula fields by the name a formula of some object uses for them, with their trees. */
export type FormulaFields = ReadonlyMap<string, Expr>;

export function measureFormula(expr: Expr, fields: FormulaFields): FormulaSize {
  const source = print(expr);
  return {
    characters: source.length,
    bytes: Buffer.byteLength(source),
    compiled: inlinedLength(expr, fields, new Map()),
  };
}

function inlinedLength(expr: Expr, fields: FormulaFields, known: Map<string, number>): number {
  let extra = 0;
  for (const mention of mentions(expr)) {
    const tree = fields.get(mention);
    if (tree === undefined) continue;
    const length = known.get(mention) ?? inlinedLength(tree, fields, known);
    known.set(mention, length);
    extra += length + 2 - mention.length;
  }
  return print(expr).length + extra;
}

/** Every field a formula mentions, once for each mention. */
export function mentions(expr: Expr): string[] {
  switch (expr.kind) {
    case 'name':
      return [expr.path];
    case 'call':
      return expr.args.flatMap(mentions);
    case 'unary':
      return mentions(expr.operand);
    case 'binary':
      return [...mentions(expr.left), ...mentions(expr.right)];
    default:
      return [];
  }
}

export function checkFormula(what: string, size: FormulaSize, path: ModelPath): Finding[] {
  return (Object.keys(formulaLimits) as (keyof typeof formulaLimits)[])
    .filter((unit) => size[unit] > formulaLimits[unit])
    .map((unit) => ({
      kind: 'formulaSize',
      path,
      what: `The formula of ${what} has ${size[unit]} ${units[unit]}; at most ${formulaLimits[unit]} are allowed.`,
      why: 'Salesforce would refuse the deployment.',
      fix: 'Ask for less here, use shorter codes and field names, or make some requirements advisory.',
    }));
}

const units = { characters: 'characters', bytes: 'bytes', compiled: 'characters when compiled' } as const;

export function checkName(what: string, name: string, most: number, path: ModelPath): Finding[] {
  if (name.length <= most) return [];
  return [
    {
      kind: 'nameSize',
      path,
      what: `${what} has ${name.length} characters; at most ${most} are allowed: "${name.slice(0, 60)}…".`,
      why: 'Salesforce would refuse the deployment.',
      fix: 'Shorten the name it is made from.',
    },
  ];
}
