export { forecastCsv } from './files.ts';
export { forecast } from './forecast.ts';
export { periodOf } from './period.ts';
export { csvSource } from './read-csv.ts';
export { orgSource, type ForecastOrg } from './read-org.ts';
export type { ForecastReport } from './report.ts';
export { forecastText } from './text.ts';
