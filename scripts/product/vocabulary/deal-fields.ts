/**
 * Fields of Opportunity: standard ones that gates and grades read, and those of the package. A constant each, so that the
 * browser loads only those that are used.
 */
export const name = 'Name';
export const stage = 'StageName';
export const amount = 'Amount';
/** True: the deal has products, whose sum its amount is. */
export const hasProducts = 'HasOpportunityLineItem';
export const isClosed = 'IsClosed';
export const closeDate = 'CloseDate';
export const owner = 'OwnerId';
export const account = 'AccountId';
export const contract = 'ContractId';
export const created = 'CreatedDate';
export const modified = 'LastModifiedDate';
export const stageChanged = 'LastStageChangeDate';
export const recordType = 'RecordTypeId';
export const recordTypeName = 'RecordType.DeveloperName';
export const currency = 'CurrencyIsoCode';
export const ledBy = 'TAS_Led_By__c';
export const tender = 'TAS_Tender_Required__c';
export const grade = 'TAS_Grade__c';
export const manualGrade = 'TAS_Manual_Grade__c';
export const manualReason = 'TAS_Manual_Grade_Reason__c';
export const manualNote = 'TAS_Manual_Grade_Note__c';
export const manualBy = 'TAS_Manual_Grade_By__c';
export const manualOn = 'TAS_Manual_Grade_On__c';
export const manualUntil = 'TAS_Manual_Grade_Valid_Until__c';
export const lossReason = 'TAS_Loss_Reason__c';
/** StageName that a lost deal stood in, written by whoever moves it to Closed Lost; no formula can know it. */
export const lostStage = 'TAS_Lost_Stage__c';
export const modelAmount = 'TAS_Model_Amount__c';
export const suggested = 'TAS_Suggested_Grade__c';
export const effective = 'TAS_Effective_Grade__c';
export const track = 'TAS_Track__c';
export const stageNumber = 'TAS_Stage_Number__c';
export const probability = 'Probability';
export const forecastCategory = 'ForecastCategoryName';
export const keptProbability = 'TAS_Kept_Probability__c';
/** The day on which a migrated deal came into its stage; it holds while the deal stands in {@link stageSinceIn}. */
export const stageSince = 'TAS_Stage_Since__c';
/** StageName that {@link stageSince} is true for. */
export const stageSinceIn = 'TAS_Stage_Since_Stage__c';
/** The partner registration of the deal, where the model has them. */
export const registration = 'TAS_Registration__c';
export const behind = 'TAS_Behind__c';
export const openItems = 'TAS_Open_Items__c';
