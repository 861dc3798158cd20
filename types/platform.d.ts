/** Modules that Salesforce provides at run time and that no npm package types. */
declare module '@salesforce/label/*' {
  const text: string;
  export default text;
}
declare module '@salesforce/customPermission/*' {
  const held: boolean | undefined;
  export default held;
}
declare module '@salesforce/user/Id' {
  const id: string;
  export default id;
}
declare module '@salesforce/i18n/*' {
  const value: string;
  export default value;
}
declare module 'lightning/graphql' {
  export function gql(strings: TemplateStringsArray, ...values: readonly string[]): string;
  export const graphql: import('lwc').WireAdapterConstructor;
  interface GraphqlError {
    message: string;
    path?: readonly (string | number)[];
    extensions?: { ErrorType?: string; status?: number };
  }
  /** Never rejected: what went wrong is in `errors`. */
  export function executeMutation(request: {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  }): Promise<{ data?: unknown; errors?: readonly GraphqlError[] }>;
}
declare module 'lightning/uiRecordApi' {
  interface RecordInput {
    apiName?: string;
    fields: Record<string, unknown>;
  }
  interface SavedRecord {
    id: string;
    lastModifiedDate?: string;
  }
  export const getRecord: import('lwc').WireAdapterConstructor;
  export function getFieldValue(record: unknown, field: unknown): unknown;
  export function createRecord(input: RecordInput): Promise<SavedRecord>;
  export function updateRecord(input: RecordInput, options?: { ifUnmodifiedSince?: string }): Promise<SavedRecord>;
  export function notifyRecordUpdateAvailable(records: { recordId: string }[]): Promise<void>;
}
declare module 'lightning/uiObjectInfoApi' {
  export const getObjectInfo: import('lwc').WireAdapterConstructor;
  export const getPicklistValuesByRecordType: import('lwc').WireAdapterConstructor;
}
declare module '@salesforce/schema/*' {
  const reference: { objectApiName: string; fieldApiName: string };
  export default reference;
}

declare module 'lightning/navigation' {
  const navigate: unique symbol;
  const generateUrl: unique symbol;
  interface PageReference {
    readonly type: string;
    readonly attributes: Readonly<Record<string, string>>;
  }
  interface Navigating {
    [navigate](page: PageReference): void;
    [generateUrl](page: PageReference): Promise<string>;
  }
  type Element = typeof import('lwc').LightningElement;
  export const NavigationMixin: ((Base: Element) => new () => InstanceType<Element> & Navigating) & {
    readonly Navigate;
    readonly Navigate: typeof navigate;
    readonly GenerateUrl: typeof generateUrl;
  };
}

declare module 'lightning/platformShowToastEvent' {
  export class ShowToastEvent extends CustomEvent<unknown> {
    constructor(toast: { readonly title: string; readonly message?: string; readonly variant?: string });
  }
}
