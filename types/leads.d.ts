/** What the parts of the Lead panel hand to each other. Types only: nothing of this is deployed. */
declare namespace Leads {
  type Pursuit = import('../scripts/product/lead/index.ts').Pursuit;

  /** A lead, an open deal or a registration whose key is the same. */
  type Found = Pursuit & {
    readonly object: 'Lead' | 'Opportunity' | 'TAS_Registration__c';
    readonly name: string;
    readonly owner: string;
    readonly status: string;
  };

  /** One of them as it is shown. */
  interface Twin {
    readonly id: string;
    readonly object: Found['object'];
    readonly name: string;
    readonly isDeal: boolean;
    readonly why: string;
    readonly kind: string;
    readonly project: string;
    readonly facts: string;
    /** Same customer and similar project. */
    readonly isSame: boolean;
  }
}
