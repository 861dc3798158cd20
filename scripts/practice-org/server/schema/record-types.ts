/** The record type of records that have none: its id is the same in every org. */
export const masterRecordType = '012000000000000AAA';
