// Random writes, for others too.
export { caseSpec, proofDay } from './case-spec.ts';
export { caseOf } from './cases.ts';

// Engine against compiled rules.
export { prove } from './prove.ts';
export { hollow, sharesText } from './shares.ts';
export { deals, items, type Subject } from './subjects.ts';

// Engine against the practice org's API.
export { proveOverApi } from './over-api/prove.ts';
export { dealsOverApi, itemsOverApi, type ApiSubject } from './over-api/subjects.ts';
export { overApiText } from './over-api/text.ts';

// Ways round the gates, against the method.
export { modelOf, modelSpec } from './models.ts';
export { enforced, waysRound, waysText } from './ways-round.ts';

// Mutants of the compiled rules.
export { MutationTest, mutantsOfModel } from './mutation-test.ts';
