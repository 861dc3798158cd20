import { failure, type Reply } from '../http/reply.ts';
import type { SaveError } from '../save/error.ts';
import { fieldNamed, type ObjectType } from '../schema/object.ts';
import { labelOf } from '../schema/translate.ts';

/** Reads are refused with a list of errors, as everywhere in the REST API. */
export const readFailure = failure;

/** The guide's Record Exception Error. */
interface RecordError {
  readonly constituentField: null;
  readonly duplicateRecordError: null;
  readonly errorCode: string;
  readonly field: string | null;
  readonly fieldLabel: string | null;
  readonly message: string;
}

interface RecordErrors {
  /** Those that belong to no field. */
  readonly errors: readonly RecordError[];
  /** The others, by field. */
  readonly fieldErrors: Readonly<Record<string, readonly RecordError[]>>;
}

const recordError = ({ statusCode, message }: SaveError, field: string | null, label: string | null): RecordError => ({
  constituentField: null,
  duplicateRecordError: null,
  errorCode: statusCode,
  field,
  fieldLabel: label,
  message,
});

/** Every error of a refused save; one that names several fields stands at each of them. */
export function recordErrors(errors: readonly SaveError[], object: ObjectType, language: string): RecordErrors {
  const onTop: RecordError[] = [];
  const atFields: Record<string, RecordError[]> = {};
  for (const error of errors) {
    const fields = error.fields.flatMap((name) => fieldNamed(object, name) ?? []);
    if (fields.length === 0) onTop.push(recordError(error, null, null));
    for (const field of fields)
      (atFields[field.name] ??= []).push(recordError(error, field.name, labelOf(field, language)));
  }
  return { errors: onTop, fieldErrors: atFields };
}

const statuses: Readonly<Record<string, number>> = {
  ENTITY_IS_DELETED: 404,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  NOT_FOUND: 404,
  ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK: 412,
};

export type Verb = 'create' | 'update' | 'delete';

/**
 * The guide's Error with Output: writes are refused with one object that holds all errors. `statusCode` and
 * `errorCode` are what Lightning Data Service hands on in `error.body`.
 */
export function writeFailure(errors: readonly SaveError[], verb: Verb, output?: RecordErrors): Reply {
  const code = errors[0]?.statusCode ?? 'UNKNOWN_EXCEPTION';
  const status = statuses[code] ?? 400;
  const [only] = errors;
  const known = status !== 400 && only !== undefined ? only.message : undefined;
  return {
    status,
    body: {
      message: known ?? `An error occurred while trying to ${verb} the record. Please try again.`,
      statusCode: status,
      errorCode: code,
      enhancedErrorType: 'RecordError',
      output: output ?? {
        errors: errors.map((error) => recordError(error, null, null)),
        fieldErrors: {},
      },
    },
  };
}
