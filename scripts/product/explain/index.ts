export { explain, explanationOf, isDealId, stageMeant, type Explanation } from './explain.ts';
export { localeOf } from './locale.ts';
export {
  countIfThere,
  dealFields,
  describeIfThere,
  isMissing,
  readDeal,
  readViewer,
  rowsOf,
  unseenBy,
  type ReadDeal,
} from './read.ts';
export { dealReader, itemReader, type FieldTypes, type OrgDeal, type RowReader } from './rows.ts';
export { explanationText } from './text.ts';
