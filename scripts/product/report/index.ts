export { toJson, type ReportJson } from './files.ts';
export { forecastPage } from './forecast-page.ts';
export { reportPage } from './page.ts';
export { reviewPage } from './review-page.ts';
export { readReview, type DealReview } from './review-read.ts';
export { reportOn } from './run.ts';
export { snapshotName, snapshotText } from './snapshot.ts';
export { summaryText } from './text.ts';
