import type { OrgApi } from './rows.ts';

/** From this many rows on the Bulk API takes fewer calls than pages of REST. */
export const bulkFrom = 2_000;

/** `auto`: REST and collections below {@link bulkFrom} rows, Bulk from there on. */
export type ApiChoice = 'auto' | OrgApi;

export const chooseApi = (choice: ApiChoice, rows: number): OrgApi => {
  if (choice !== 'auto') return choice;
  return rows < bulkFrom ? 'collections' : 'bulk';
};
