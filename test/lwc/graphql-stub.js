/** The stub of the kit, with a `gql` that keeps the text, so that two queries can be told apart, and mutations. */
export { graphql } from '../../node_modules/@salesforce/sfdx-lwc-jest/src/lightning-stubs/graphql/graphql.js';
export const executeMutation = jest.fn();
export const gql = (strings, ...values) => String.raw({ raw: strings }, ...values);
