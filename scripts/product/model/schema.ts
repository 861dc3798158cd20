/**
 * The shape of a sales model file. Only shape: what a value may be on its own. What values must be *together*
 * (bands, tracks, codes, lock) is decided in check.ts. The JSON Schema for editors is made from this one.
 */
import { z } from 'zod';
import { languages } from '../messages/index.ts';
import { approval } from './approval.ts';
import { customer } from './customer.ts';
import { coaching } from './coaching.ts';
import { roleName, team } from './team.ts';
import { contract } from './contract.ts';
import { lead } from './lead.ts';
import { registration } from './registration.ts';
import { code, fieldName, limits, objectName, picklistValue, stored, text } from './values.ts';
import { defaultWarnings } from './warnings.ts';

const stageName = stored(limits.stageName);
const existingStage = z
  .boolean()
  .optional()
  .describe('true: the org already stores this stage name, which may then be in any script');
const isoCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as CNY');
const fieldType = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), length: z.int().min(1).max(255).default(255) }),
    z.strictObject({
      kind: z.literal('longText'),
      length: z.int().min(256).max(131072).default(4000),
      lines: z.int().min(2).max(50).default(4),
    }),
    z.strictObject({
      kind: z.literal('number'),
      digits: z.int().min(1).max(18).default(18),
      decimals: z.int().min(0).max(17).default(0),
    }),
    z.strictObject({ kind: z.literal('currency') }),
    z.strictObject({ kind: z.literal('percent') }),
    z.strictObject({ kind: z.literal('date') }),
    z.strictObject({ kind: z.literal('datetime') }),
    z.strictObject({ kind: z.literal('checkbox') }),
    z.strictObject({ kind: z.literal('picklist'), values: z.array(picklistValue).min(1).max(100) }),
    z.strictObject({ kind: z.literal('lookup'), to: objectName.describe('Object it leads to') }),
  ])
  .describe('How the field is made. Left out for standard fields and fields of the package');

const field = z.strictObject({
  name: fieldName.describe('API name on Opportunity'),
  type: fieldType.optional(),
  existing: z.boolean().default(false).describe('true: the org already has this field; it is read but not made'),
  label: text(limits.fieldLabel, 'Field label where it is not the label of the requirement').optional(),
  accept: z.array(z.string().min(1)).min(1).optional().describe('Picklist values that count as met; all when left out'),
  positive: z
    .boolean()
    .optional()
    .describe('true: met only above 0. Left out, that is so for money in a hard requirement'),
  notPast: z.boolean().default(false).describe('true, for a date: met only by today or a later day'),
  reach: z
    .array(z.string().regex(/^[A-Za-z_0-9]+$/, 'must be a field API name'))
    .min(1)
    .optional()
    .describe('For a lookup: at least one of these fields of the record it names must be filled'),
});

const requirement = z.strictObject({
  code: code.describe('Permanent: never changed, never used again'),
  gate: z.enum(['hard', 'advisory']).default('advisory').describe('hard: the stage cannot be left forward without it'),
  slot: z
    .int()
    .min(0)
    .max(limits.slots - 1)
    .optional()
    .describe('Permanent digit of a hard requirement in its stage'),
  tracks: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Only for these tracks; all tracks of the stage when left out'),
  kind: z.enum(['company', 'winning']).optional().describe('Actions only: company rule or winning move'),
  evidence: z.boolean().default(false).describe('true: settled only with a link to the evidence'),
  approval: approval.optional(),
  fields: z.array(field).min(1).max(6).optional().describe('Met by these fields of the deal, all of them'),
  role: roleName.optional().describe('People only: their role in the team, by its name under `team.roles`'),
  label: text(limits.fieldLabel, 'Short name of the requirement'),
  help: text(limits.helpText, 'Why it is asked and what good looks like').optional(),
});

const stage = z.strictObject({
  id: z.int().min(1).max(99).describe('Permanent number of the stage; names its roll-up and its gate'),
  name: stageName.describe('StageName: the value stored on the opportunity'),
  existing: existingStage,
  label: text(limits.picklistValue, 'Stage as people read it'),
  short: text(limits.shortName, 'Short name for the path'),
  start: text(255, 'Start marker'),
  end: text(255, 'End marker'),
  task: text(255, 'Core task'),
  probability: z.int().min(0).max(99).describe('Per cent'),
  forecast: z.enum(['Pipeline', 'BestCase', 'Forecast', 'Omitted']),
  tracks: z.array(z.string()).min(1),
  tender: z.boolean().default(false).describe('true: only where a tender is required'),
  expectedDays: z.int().min(1).max(3650),
  enforcement: z.enum(['observe', 'enforce']).default('observe'),
  required: z.array(requirement).default([]).describe('必填内容: content the people responsible fill in'),
  actions: z.array(requirement).default([]).describe('必做之事: tasks that must be carried out'),
  processes: z.array(requirement).default([]).describe('相关流程: company processes of the stage'),
  people: z.array(requirement).default([]).describe('涉及人员: the main internal people of the stage'),
});

const days = (what: string) => z.int().min(1).max(3650).describe(what);

const warnings = z
  .strictObject({
    bidDeadline: z
      .strictObject({
        from: fieldName.describe('Date field: the tender is issued'),
        to: fieldName.describe('Date field: the bid is due'),
        leastDays: days('Fewer days between the two are worth a word'),
      })
      .default(defaultWarnings.bidDeadline),
    awardNotice: z
      .strictObject({
        from: fieldName.describe('Date field: the award notice'),
        until: fieldName.describe('Field that is filled when the contract is signed'),
        mostDays: days('A notice older than that without a contract is worth a word'),
      })
      .default(defaultWarnings.awardNotice),
    noOpponent: z
      .strictObject({ code: z.string().describe('Code of the requirement that maps supporter and opponent') })
      .default(defaultWarnings.noOpponent),
    placeholders: z
      .array(z.string().trim().min(1).max(40))
      .max(200)
      .default([...defaultWarnings.placeholders])
      .describe('What people write where they have nothing to say; case and a final stop do not matter'),
  })
  .prefault({})
  .describe('What is worth a word although no rule stands against it');

const track = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Za-z]{0,19}$/, 'must be one English word'),
  label: text(limits.picklistValue, 'Track as people read it'),
  jump: z.boolean().default(false).describe('true: from any open stage straight to the last one'),
});

const grade = z.strictObject({
  letter: z.string().regex(/^[A-Z]$/, 'must be one capital letter'),
  label: text(limits.picklistValue, 'Grade as people read it'),
  track: z.string(),
  from: z
    .number()
    .min(0)
    .max(limits.amount)
    .multipleOf(0.01)
    .optional()
    .describe('Lowest amount of the band, inclusive, in money.currency'),
  partnerLed: z.boolean().default(false).describe('true: the grade of every deal the partner leads'),
});

export { limits };

export const modelSchema = z.strictObject({
  format: z.literal(1).describe('Format of this file'),
  version: z.int().min(1).describe('Raised by you with every change that reaches an org'),
  name: text(80, 'Name of the model'),
  languages: z
    .array(z.enum(languages))
    .min(1)
    .describe('The first one is the language of the labels, the others are translations'),
  money: z.strictObject({
    currency: isoCode.describe('Currency of the grade lines'),
    blankLedBy: z.enum(['us', 'ungraded']).describe('What an unanswered "led by" counts as'),
    multiCurrency: z.boolean().default(false).describe('true: the org has several currencies'),
    corporateCurrency: isoCode
      .optional()
      .describe("With multiCurrency: the org's corporate currency, the only one whose rate is 1"),
  }),
  scope: z.strictObject({
    recordTypes: z.union(
      [z.literal('all'), z.array(z.string().regex(/^[A-Za-z]\w*$/, 'must be a developer name')).min(1)],
      'must be `all`, or a list of developer names of record types',
    ),
  }),
  enforcement: z.strictObject({
    movement: z.enum(['observe', 'enforce']),
    items: z.enum(['observe', 'enforce']),
    dealsCreatedFrom: z.iso
      .datetime('must be a moment such as 2026-01-01T00:00:00Z')
      .optional()
      .describe('Older deals are exempt; GMT, such as 2026-01-01T00:00:00Z'),
  }),
  tracks: z.array(track).min(1).max(6),
  ungradedTrack: z.string().describe('Track of a deal without a grade'),
  grades: z.array(grade).min(2).max(10),
  manualGrade: z.strictObject({
    mayLower: z.boolean().describe('true: a valid manual grade also wins downwards'),
    reasons: z.array(picklistValue).min(1),
  }),
  placeholders: z
    .enum(['warn', 'refuse'])
    .default('warn')
    .describe('refuse: a rule refuses a short text that says nothing; long texts are only warned of'),
  approvals: z
    .strictObject({
      regrow: z
        .int()
        .min(0)
        .max(1000)
        .default(20)
        .describe('Per cent by which the amount may outgrow an approval before that is worth a word'),
      by: z
        .array(code)
        .min(1)
        .optional()
        .describe(
          'Codes of people of the deal who approve, those asked first in front; left out, or none of them named: the manager of the owner',
        ),
      notify: z
        .literal('task')
        .optional()
        .describe('task: who asks in the panel leaves a task for whoever approves, where that person is known'),
    })
    .prefault({})
    .describe('How long a confirmed process is good for'),
  warnings,
  customer: customer.optional(),
  coaching: coaching.optional(),
  team: team.optional(),
  lead: lead.optional().describe('The two elements of a lead. Left out: nothing is made on Lead'),
  contract: contract.optional().describe('The contract that a deal ends in. Left out: nothing is made on Contract'),
  registration: registration.optional(),
  stages: z.array(stage).min(2).max(limits.stages),
  closed: z.strictObject({
    won: z.strictObject({
      name: stageName,
      existing: existingStage,
      label: text(limits.picklistValue, 'As people read it'),
    }),
    lost: z.strictObject({
      name: stageName,
      existing: existingStage,
      label: text(limits.picklistValue, 'As people read it'),
      reasons: z.array(picklistValue).min(1),
    }),
  }),
});

/** A sales model of the right shape, defaults filled in. */
export type SalesModel = z.output<typeof modelSchema>;
export type Stage = SalesModel['stages'][number];
export type Requirement = Stage['required'][number];
export type RequirementField = NonNullable<Requirement['fields']>[number];
export type FieldType = NonNullable<RequirementField['type']>;
export type Track = SalesModel['tracks'][number];
export type Grade = SalesModel['grades'][number];
export type Customer = NonNullable<SalesModel['customer']>;
export type Team = NonNullable<SalesModel['team']>;
export type Coaching = NonNullable<SalesModel['coaching']>;
export type LeadModel = NonNullable<SalesModel['lead']>;
export type RegistrationModel = NonNullable<SalesModel['registration']>;
export type PicklistValue = SalesModel['manualGrade']['reasons'][number];
