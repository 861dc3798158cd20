import type { GroupByClause } from '@jetstreamapp/soql-parser-js';
import { isRecord } from '../../http/request.ts';
import type { Field, ObjectType } from '../../schema/object.ts';
import { groupOrder } from '../../soql/aggregate.ts';
import { SoqlError } from '../../soql/error.ts';
import { Grouping, tooManyGroups, type Group, type GroupCell, type Subtotals } from '../../soql/grouping.ts';
import { Row } from '../../store/row.ts';
import { displayValue, wireValue } from '../value.ts';
import type { Context } from './context.ts';
import { compilePlan, groupPageOf, inGraphql, rowsInCommon, type ConnectionArguments, type Page } from './rows.ts';
import { orderClauses } from './soql.ts';
import type { Cell } from './value-types.ts';

/** Arguments of an aggregate connection. */
export interface GroupArguments extends Omit<ConnectionArguments, 'upperBound'> {
  readonly groupBy?: unknown;
}

/** What can be asked of one field in one group; refused where SOQL refuses it. */
export interface Figures {
  /** A function by the name SOQL has for it. */
  of(name: string): Cell;
  /** The value that the group has in common. */
  key(part: 'value' | 'displayValue'): string | number | boolean | null;
}

export interface GroupPage extends Page<Group> {
  readonly figures: (group: Group, field: Field) => Figures;
}

/** A record with nothing in it: what is worked out of many has the org's currency. */
const noRow = new Row([]);

/** Runs what may be refused as SOQL, and refuses it as GraphQL does. */
function asked<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof SoqlError ? inGraphql(error) : error;
  }
}

/** `groupBy: { type: ROLLUP, StageName: { group: true }, CloseDate: { function: CALENDAR_YEAR } }` as SOQL has it. */
function clausesOf(groupBy: unknown): { readonly clauses: GroupByClause[]; readonly subtotals: Subtotals } {
  const { type, ...fields } = isRecord(groupBy) ? groupBy : {};
  const clauses = Object.entries(fields).flatMap(([name, given]): GroupByClause[] => {
    const { group, function: functionName } = isRecord(given) ? given : {};
    const plain = group === true ? [{ field: name }] : [];
    if (typeof functionName !== 'string') return plain;
    return [...plain, { fn: { functionName, parameters: [name], rawValue: `${functionName}(${name})` } }];
  });
  return { clauses, subtotals: type === 'ROLLUP' ? 'rollup' : type === 'CUBE' ? 'cube' : 'none' };
}

/** Cells of one connection by what they show: each is made once, not once per group. */
class Cells {
  readonly #grouping: Grouping;
  readonly #known = new Map<string, GroupCell>();

  constructor(grouping: Grouping) {
    this.#grouping = grouping;
  }

  of(field: Field, functionName: string | undefined): GroupCell {
    const id = `${functionName ?? ''}(${field.name})`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const made = asked(() =>
      functionName === undefined
        ? this.#grouping.pathCell(field.name)
        : this.#grouping.functionCell({ functionName, parameters: [field.name], rawValue: id }),
    );
    this.#known.set(id, made);
    return made;
  }
}

/** Groups of the rows that a connection's arguments ask for. */
export function groupsOf(object: ObjectType, given: GroupArguments, context: Context): GroupPage {
  const { orderBy, ...conditions } = given;
  const plan = compilePlan(object, conditions, context);
  const { clauses, subtotals } = clausesOf(given.groupBy);
  const { groups, grouping } = asked(() => {
    const made = new Grouping(context.org, plan.scope, clauses, subtotals);
    const order = groupOrder(orderClauses(orderBy, object), made);
    const found = made.group(rowsInCommon(plan, context));
    const error = tooManyGroups(found.length);
    if (error !== undefined) throw error;
    return { groups: order === undefined ? found : found.sort(order), grouping: made };
  });
  const cells = new Cells(grouping);
  const figures = (group: Group, field: Field): Figures => ({
    of: (name) => {
      const { cell, column } = cells.of(field, name);
      return { row: noRow, field: column.field, value: cell(group) };
    },
    key: (part) => {
      const { cell, column } = cells.of(field, undefined);
      const value = cell(group);
      return part === 'value'
        ? wireValue(column.field, value)
        : displayValue(column.field, noRow, value, context.style);
    },
  });
  return { ...groupPageOf(groups, given), figures };
}
