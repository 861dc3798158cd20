/** Who looks, and what is written to Salesforce for them: shared by the panel and the pages beside it. */
export * from './keep-map';
export * from './news';
export * from './records';
export * from './viewer';
