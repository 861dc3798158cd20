/** Rules of a partner registration on every write path: docs/rules.md, TAS-R1 to TAS-R9. */
import { build as f, type Expr } from '../formula/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import type { RegistrationModel, SalesModel } from '../model/index.ts';
import { permission, registrationField as own, type RegistrationStatus } from '../vocabulary/index.ts';
import { holds, message, type Rule } from './rule.ts';

const user = f.name('$User.Id');
const today = f.call('TODAY');
const is = (status: RegistrationStatus): Expr => f.isValue(own.status, status);
const was = (status: RegistrationStatus): Expr => f.call('ISPICKVAL', f.prior(own.status), f.text(status));
const given = (name: string): Expr => f.not(f.isBlank(name));
const sameStatus = f.not(f.changed(own.status));
/** Given on a new one, or changed on any. */
const touched = (name: string): Expr => f.or(f.and(f.isNew, given(name)), f.changed(name));
const isBy = (who: Expr): Expr => f.equal(who, user);

/** A channel manager, and none of those who asked: who submitted it, made it, owns it or gave it away just now. */
const mayDecide = f.and(
  holds(permission.approveRegistration),
  f.not(
    f.or(isBy(f.name(own.submittedBy)), isBy(f.name('CreatedById')), isBy(f.name('OwnerId')), isBy(f.prior('OwnerId'))),
  ),
);

/** A reason was written in this very write, so that an old one serves nobody. */
const reasoned = f.and(f.changed(own.reason), given(own.reason));
const decidedNow = f.and(f.changed(own.status), f.or(is('Approved'), is('Rejected')));

interface RegistrationRule {
  readonly code: keyof Messages['rules'] & `R${number}`;
  readonly name: string;
  readonly what: string;
  readonly at: string;
  readonly condition: Expr;
}

export const registrationRules = (model: SalesModel, { protection }: RegistrationModel): Rule[] =>
  [...parts, ...way, ...protectionRules(protection)].map(({ code, name, what, at, condition }) => ({
    name: `TAS_${code}_${name}`,
    code: `TAS-${code}`,
    description: `TAS+ ${what}.`,
    message: message(`TAS-${code}`, ({ rules }) => fill(rules.registrationPanel, fill(rules[code], protection))),
    displayField: at,
    active: model.enforcement.items === 'enforce',
    path: ['registration'],
    condition: f.and(f.not(holds(permission.bypass)), condition),
  }));

const parts: readonly RegistrationRule[] = [
  {
    code: 'R1',
    name: 'Parts',
    what: 'a registration names a partner, a customer who is another, and a project',
    at: own.customer,
    condition: f.and(
      f.or(f.isNew, ...[own.partner, own.customer, own.project].map(f.changed)),
      f.or(
        ...[own.partner, own.customer, own.project].map(f.isBlank),
        f.equal(f.name(own.partner), f.name(own.customer)),
      ),
    ),
  },
  {
    code: 'R2',
    name: 'Permanent',
    what: 'partner, customer and submitter never change, the project only while nobody has decided',
    at: own.project,
    condition: f.or(
      ...[own.partner, own.customer, own.submittedBy, own.submittedOn].map(f.changed),
      f.and(f.changed(own.project), f.fails(f.and(was('Submitted'), is('Submitted')))),
    ),
  },
  {
    code: 'R3',
    name: 'Submitter',
    what: 'a new registration is submitted, in the name of whoever writes it and with the date of today',
    at: own.submittedBy,
    condition: f.and(
      f.isNew,
      f.fails(f.and(is('Submitted'), isBy(f.name(own.submittedBy)), f.equal(f.name(own.submittedOn), today))),
    ),
  },
];

const way: readonly RegistrationRule[] = [
  {
    code: 'R4',
    name: 'Way',
    what: 'submitted becomes approved or rejected, approved becomes expired, and nothing else',
    at: own.status,
    condition: f.and(
      f.changed(own.status),
      f.fails(
        f.or(f.and(was('Submitted'), f.or(is('Approved'), is('Rejected'))), f.and(was('Approved'), is('Expired'))),
      ),
    ),
  },
  {
    code: 'R5',
    name: 'Decision',
    what: 'a channel manager who neither submitted, made nor owns it decides, in his own name and with the date of today',
    at: own.decidedBy,
    condition: f.when(
      decidedNow,
      f.fails(f.and(mayDecide, isBy(f.name(own.decidedBy)), f.equal(f.name(own.decidedOn), today))),
      f.or(touched(own.decidedBy), touched(own.decidedOn)),
    ),
  },
];

function protectionRules(days: number): readonly RegistrationRule[] {
  const within = f.and(f.above(f.name(own.until), today), f.atLeast(f.plus(today, f.number(days)), f.name(own.until)));
  const isExtended = f.and(within, mayDecide, reasoned, f.atLeast(f.name(own.until), f.prior(own.until)));
  return [
    {
      code: 'R6',
      name: 'Protection',
      what: `an approval protects for at most ${days} days, and only a channel manager extends it, with a reason`,
      at: own.until,
      condition: f.when(
        is('Approved'),
        f.when(f.changed(own.status), f.fails(within), f.and(f.changed(own.until), f.fails(isExtended))),
        touched(own.until),
      ),
    },
    {
      code: 'R7',
      name: 'Key',
      what: 'an approved registration carries the key of its customer and project, and no other carries one',
      at: own.key,
      condition: f.when(is('Approved'), f.fails(f.equal(f.name(own.key), f.name(own.projectKey))), given(own.key)),
    },
    {
      code: 'R8',
      name: 'End',
      what: 'a registration ends after its last day, or earlier by a channel manager with a reason',
      at: own.status,
      condition: f.and(
        f.changed(own.status),
        is('Expired'),
        f.fails(f.or(f.above(today, f.name(own.until)), f.and(holds(permission.approveRegistration), reasoned))),
      ),
    },
    {
      code: 'R9',
      name: 'Reason',
      what: 'who rejects says why, and reason and conflict change only with a decision, an extension or the end',
      at: own.reason,
      condition: f.or(
        f.and(is('Rejected'), f.changed(own.status), f.isBlank(own.reason)),
        f.and(sameStatus, f.not(f.changed(own.until)), touched(own.reason)),
        f.and(sameStatus, touched(own.conflict)),
      ),
    },
  ];
}
