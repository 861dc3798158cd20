/** What somebody is to do; of the records that it can be about, deals alone. */
import type { Table } from './products.ts';
import { auditFields, entry, field, lookup, owner } from './standard-fields.ts';

export const task: Table = [
  'Task',
  'Tasks',
  '00T',
  [
    ...auditFields(),
    lookup('WhatId', 'Related To ID', { target: 'Opportunity', relationshipName: 'What' }),
    field('Subject', 'Subject', 'string', { length: 255, isName: true }),
    field('ActivityDate', 'Due Date Only', 'date'),
    field('Status', 'Status', 'picklist', {
      values: ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'].map((name, at) =>
        entry(name, name, at === 0),
      ),
    }),
    field('Priority', 'Priority', 'picklist', {
      values: ['High', 'Normal', 'Low'].map((name) => entry(name, name, name === 'Normal')),
    }),
    field('Description', 'Description', 'textarea'),
    owner(),
  ],
];
