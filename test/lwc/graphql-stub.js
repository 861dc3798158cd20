/** The stub of the kit, with a `gql` that keeps the text, so that two queries can be told apart. */
export { graphql } from '../../node_modules/@salesforce/sfdx-lwc-jest/src/lightning-stubs/graphql/graphql.js';
export const gql = (strings, ...values) => String.raw({ raw: strings }, ...values);
export const executeMutation = jest.fn();
