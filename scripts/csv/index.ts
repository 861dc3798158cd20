export { csvBatches, type CsvRow } from './batches.ts';
export { CsvError, type CsvProblem } from './error.ts';
export { publishFiles } from './publish.ts';
export { CsvScanner, type CsvOptions, type OnCsvRow } from './scan.ts';
export { csvRowExact, csvRowForPeople, type CsvValue } from './write.ts';
