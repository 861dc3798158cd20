// A running org.
export type { PageHandler } from './http-server.ts';
export type { OrganizationSettings } from './edition.ts';
export { faultKinds, faultSchema, type FaultGiven } from './faults/fault.ts';
export { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions } from './start.ts';

// For proofs: metadata loaded without a server, and its rules asked about rows made by hand.
export { isSame } from './access/secret.ts';
export type { Session } from './access/session.ts';
export { loadOrg, type LoadedOrg } from './load-org.ts';
export { brokenRules } from './save/rules.ts';
export type { OrgCurrency } from './schema/currencies.ts';
export type { Field, Frame, ObjectType, Rule } from './schema/object.ts';
// For stubs: what an org has by itself.
export { isStandard } from './schema/standard-objects.ts';
export { scopeOf, type Globals } from './schema/scope.ts';
export { Journal } from './store/journal.ts';
export { Row, type Value } from './store/row.ts';
// For the page around it.
export { escaped } from './http/escape.ts';
