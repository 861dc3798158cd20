import type { FieldNode } from 'graphql';
import type { Session } from '../../access/session.ts';
import type { Org } from '../../org.ts';
import type { Write } from '../../save/write.ts';
import type { RowPlan } from '../../soql/plan.ts';
import type { Row } from '../../store/row.ts';
import type { Style } from '../value.ts';
import type { Batch } from './batch.ts';

/** Compiled queries of one request: a child connection is compiled once, not once per parent. */
export type Plans = Map<FieldNode, RowPlan>;

/** What every resolver of one request knows. */
export interface Context {
  readonly org: Org;
  readonly session: Session;
  readonly style: Style;
  readonly plans: Plans;
  /** Rows that a condition was found to hold for, while nothing is written: lists of one request have conditions in common. */
  readonly found: Map<string, readonly Row[]>;
  /** The transaction a mutation writes in. */
  readonly write: Write;
  /** Every `uiapi` of a mutation, as far as it was run. */
  readonly batches: Batch[];
}
