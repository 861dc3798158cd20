/** Why a row was refused, in Salesforce's codes. */
export interface SaveError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

export const saveError = (statusCode: string, message: string, fields: readonly string[] = []): SaveError => ({
  statusCode,
  message,
  fields,
});

/** What became of one row. */
export type SaveResult =
  | { readonly ok: true; readonly id: string; readonly created: boolean }
  | { readonly ok: false; readonly id: string | null; readonly errors: readonly SaveError[] };

export const refused = (errors: readonly SaveError[], id: string | null = null): SaveResult => ({
  ok: false,
  id,
  errors,
});

export const notWritable = (names: readonly string[]): SaveError =>
  saveError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    names,
  );
