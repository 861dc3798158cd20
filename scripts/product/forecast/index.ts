export { chancesOf } from './chances.ts';
export { forecastCsv } from './files.ts';
export { leastSeen } from './expectation.ts';
export { forecast, type ForecastOptions } from './forecast.ts';
export { periodOf } from './period.ts';
export { csvSource } from './read-csv.ts';
export { orgSource, type ForecastOrg } from './read-org.ts';
export type { Backtest, Expectation, ForecastReport, ForecastRow, Learned, Range } from './report.ts';
export { forecastText } from './text.ts';
