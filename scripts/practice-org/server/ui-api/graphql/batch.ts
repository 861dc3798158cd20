import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { Json } from '../../save/dml.ts';
import { refused, saveError, type SaveError, type SaveResult } from '../../save/error.ts';
import type { Write } from '../../save/write.ts';
import type { ObjectType } from '../../schema/object.ts';

/** Why an operation of a mutation came to nothing. */
export class Refusal extends Error {
  readonly errors: readonly SaveError[];

  constructor(errors: readonly SaveError[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
  }
}

const rolledBack = new Refusal([
  saveError(
    'PROCESSING_HALTED',
    'The transaction was rolled back since another operation in the same transaction failed.',
  ),
]);

const referencePattern = /^@\{(.*)\}$/;

/** `uiapi { … }` of one mutation: operations in the order they are written, each seeing what those before it did. */
export class Batch {
  readonly #write: Write;
  readonly #allOrNone: boolean;
  readonly #savepoint: number;
  readonly #done: GraphQLResolveInfo[] = [];
  /** Ids by name or alias of the operation they came from. */
  readonly #ids = new Map<string, string>();
  #failed = false;

  constructor(write: Write, allOrNone: boolean) {
    this.#write = write;
    this.#allOrNone = allOrNone;
    this.#savepoint = write.journal.savepoint;
  }

  /**
   * Runs one operation and answers the id of its record. With `allOrNone` the first that fails ends the batch: those
   * before it are taken back, those after it never run.
   */
  run(info: GraphQLResolveInfo, save: (write: Write) => SaveResult): string {
    if (this.#failed) throw rolledBack;
    const result = save(this.#write);
    if (result.ok) {
      this.#done.push(info);
      return result.id;
    }
    if (this.#allOrNone) {
      this.#failed = true;
      this.#write.journal.rollBackTo(this.#savepoint);
    }
    throw new Refusal(result.errors);
  }

  /** Lets later operations name the record of this one. */
  keep({ path }: GraphQLResolveInfo, id: string): string {
    this.#ids.set(String(path.key), id);
    return id;
  }

  /** The id that an `IdOrRef` stands for: itself, or that of an operation before. */
  idOf(given: unknown): unknown {
    const name = typeof given === 'string' ? referencePattern.exec(given)?.[1] : undefined;
    return name === undefined ? given : this.#ids.get(name);
  }

  /** A save with the lookups of `given` resolved; an operation that nobody ran before cannot be named. */
  filled(object: ObjectType, given: Json, save: (fields: Json) => (write: Write) => SaveResult) {
    return (write: Write): SaveResult => {
      const fields: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(given)) {
        const isLookup = object.byName.get(name.toLowerCase())?.kind === 'reference';
        fields[name] = isLookup ? this.idOf(value) : value;
        if (fields[name] === undefined) return refused([missing(value)]);
      }
      return save(fields)(write);
    };
  }

  /** What was done and taken back again: one error each. */
  get undone(): GraphQLError[] {
    if (!this.#failed) return [];
    return this.#done.map(
      ({ fieldNodes, path }) =>
        new GraphQLError(rolledBack.message, {
          nodes: fieldNodes,
          path: [String(path.prev?.key), path.key],
          originalError: rolledBack,
        }),
    );
  }
}

export const missing = (reference: unknown): SaveError =>
  saveError('INVALID_INPUT', `Invalid reference specified. No operation before this one answers ${String(reference)}.`);
