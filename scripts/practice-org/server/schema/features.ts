/** What some orgs have and others have not. */
export interface OrgFeatures {
  /** Deals have AgeInDays and LastStageChangeInDays, as where Pipeline Inspection is on; off when left out. */
  readonly pipelineInspection?: boolean;
  /** Deals have teams; off when left out. */
  readonly teamSelling?: boolean;
}
