/** What the map of a deal said when the deal was moved: a child of Opportunity, at most one per deal, stage and day. */
import * as map from './map-fields.ts';

export const snapshot = 'TAS_Map_Snapshot__c';

/** Fields of the snapshot. Who took it and when are those of every record: CreatedById, CreatedDate. */
export const snapshotField = {
  deal: 'Opportunity__c',
  key: 'Snapshot_Key__c',
  /** StageName that the deal came to. */
  stage: 'Stage__c',
  people: 'People__c',
  approvers: 'Approvers__c',
  supporters: 'Supporters__c',
  opponents: 'Opponents__c',
  score: 'Score__c',
  unknownShare: 'Unknown_Share__c',
} as const;

/** Numbers of a snapshot, each a copy of the deal's own. */
export const snapshotNumbers = ['people', 'approvers', 'supporters', 'opponents', 'score', 'unknownShare'] as const;

/** By the field of the snapshot: the field of the deal that it is a copy of. */
export const snapshotCopies: Readonly<Record<string, string>> = Object.fromEntries(
  snapshotNumbers.map((key) => [snapshotField[key], map[key]]),
);

/** What a snapshot says of a deal's map: `read` gives the field of the deal as the org writes it, empty where it is blank. */
export const copiedNumbers = (read: (dealField: string) => string | undefined): Record<string, number | null> =>
  Object.fromEntries(
    Object.entries(snapshotCopies).map(([own, of]) => {
      const text = read(of) ?? '';
      return [own, text === '' ? null : Number(text)];
    }),
  );

/** The unique key; `dealId` has 18 characters, `day` is ISO 8601 in the time zone of whoever takes it. */
export const snapshotKey = (dealId: string, stage: string, day: string): string => `${dealId}:${stage}:${day}`;
