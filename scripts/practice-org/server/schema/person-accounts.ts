/** What person accounts add to an org that has them: people who are customers themselves. */
import type { ObjectDeclaration } from './field.ts';
import { field, picklist, system } from './standard-fields.ts';

/**
 * Gives accounts the fields of people. Simplified: an account with a last name is a person, whatever its record type,
 * and keeps the name it is given; it has no contact of its own, and record types of PersonAccount are kept alone.
 */
export function addPersonFields(objects: readonly ObjectDeclaration[]): void {
  objects
    .find(({ name }) => name === 'Account')
    ?.fields.push(
      field('LastName', 'Last Name', 'string', { length: 80 }),
      field('FirstName', 'First Name', 'string', { length: 40 }),
      picklist('Salutation', 'Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.']),
      field('PersonEmail', 'Email', 'email'),
      field('PersonMobilePhone', 'Mobile', 'phone'),
      field('IsPersonAccount', 'Is Person Account', 'boolean', {
        ...system,
        derive: (_row, read) => read('LastName') !== null,
      }),
    );
}

export const hasPersonFields = (account: { readonly byName: ReadonlyMap<string, unknown> } | undefined): boolean =>
  account?.byName.has('ispersonaccount') === true;
