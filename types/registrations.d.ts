/** What the parts of the registration's components hand to each other. Types only: nothing of this is deployed. */
declare namespace Registrations {
  /** A partner registration, as Salesforce holds it. */
  interface Registration {
    readonly id: string;
    readonly name: string;
    readonly status: 'Submitted' | 'Approved' | 'Rejected' | 'Expired';
    readonly partner: string;
    readonly customer: string;
    readonly customerId: string | null;
    readonly project: string;
    readonly submittedBy: string | null;
    readonly submittedByName: string;
    readonly submittedOn: string | null;
    readonly until: string | null;
    readonly reason: string;
    readonly key: string | null;
    readonly projectKey: string | null;
    readonly owner: string | null;
    readonly creator: string | null;
    readonly changedOn: string | null;
    readonly deals: readonly { readonly id: string; readonly name: string; readonly stage: string }[];
  }

  /** What a form of the component does. */
  type Act = 'approve' | 'reject' | 'extend' | 'end';
}
