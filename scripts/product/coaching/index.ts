/** Names of the answers of the hidden line. */

/** An answer to a question of the hidden line: a child of Opportunity, written once and never changed. */
export const coachingAnswer = 'TAS_Coaching_Answer__c';

/** Its fields. Who gave it and when are those of every record: CreatedById, CreatedDate. */
export const answerField = {
  deal: 'Opportunity__c',
  question: 'Question__c',
  /** StageName of the deal at that moment. */
  stage: 'Stage__c',
  choice: 'Choice__c',
  /** Why the deal was won or lost; where no question of the model asks for it, there is no such field. */
  reason: 'Reason__c',
  text: 'Answer__c',
} as const;

/** What a question of the kind `choice` can be answered with. */
export const answerChoices = ['Yes', 'No', 'Unknown'] as const;
