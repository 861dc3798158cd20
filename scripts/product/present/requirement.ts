/** One requirement in words: state, why it is open, who can settle it, and what is worth a look. */
import type { Item, OpenReason, RequirementVerdict, Verdict, Warning } from '../gate/index.ts';
import { fill, type PanelMessages } from '../messages/index.ts';
import { field } from '../vocabulary/index.ts';
import type { Locale, PresentedRequirement, RequirementWarning } from './types.ts';

export function presentRequirement(
  verdict: Verdict,
  one: RequirementVerdict,
  messages: PanelMessages,
  locale: Locale,
): PresentedRequirement {
  const { code, state, gate, why, fixer, behind } = one;
  const { model } = locale;
  const isLeft = behind && verdict.position <= model.stages.length;
  return {
    verdict: one,
    name: locale.requirement(code),
    state: messages.state[state === 'open' && gate === 'advisory' ? 'advisory' : state === 'skipped' ? 'open' : state],
    why: why.map((reason) => reasonText(reason, code, messages, locale)),
    who: whoOf(fixer, messages, locale),
    behind: isLeft ? fill(messages.row.behind, locale.stage(model.closed.won.name)) : null,
    warnings: verdict.warnings.flatMap((warning) =>
      isOfRequirement(warning) && warning.code === code ? [warningText(warning, messages, locale)] : [],
    ),
  };
}

const whoOf = (fixer: RequirementVerdict['fixer'], messages: PanelMessages, locale: Locale): string => {
  const { approvers = [] } = locale;
  return fixer === 'approver' && approvers.length > 0
    ? fill(messages.row.suchAs, messages.fixer.approver, locale.either(approvers))
    : messages.fixer[fixer];
};

/** API name of the org's own approval that a process follows; undefined: none. */
function approvalOf({ stages }: Locale['model'], code: string): string | undefined {
  for (const { processes } of stages)
    for (const { code: own, approval } of processes)
      if (own === code && approval !== undefined) return 'process' in approval ? approval.process : approval.flow;
  return undefined;
}

/** Why a requirement is open, in words; the field is named where it is not named like the requirement. */
export function reasonText(reason: OpenReason, code: string, messages: PanelMessages, locale: Locale): string {
  if (!('field' in reason)) {
    const approval = reason.kind === 'itemRequested' ? approvalOf(locale.model, code) : undefined;
    return approval === undefined ? messages.reason[reason.kind] : fill(messages.row.waitsIn, approval);
  }
  // Nobody ticks it: Salesforce does, once there is a product.
  const text = reason.field === field.hasProducts ? messages.row.noProducts : messages.reason[reason.kind];
  const said = reasonOfField(reason, text, locale);
  const label = locale.field(reason.field);
  // A field that is named like its requirement has just been named.
  return label === locale.requirement(code) ? said : fill(messages.row.field, label, said);
}

function reasonOfField(reason: Extract<OpenReason, { readonly field: string }>, text: string, locale: Locale): string {
  const { field } = reason;
  if ('text' in reason) return fill(text, locale.day(reason.value), `${reason.text}`);
  switch (reason.kind) {
    case 'past':
      return fill(text, locale.day(reason.value));
    case 'notAccepted':
      return fill(
        text,
        locale.value(field, String(reason.value)),
        locale.either(reason.accept.map((value) => locale.value(field, value))),
      );
    case 'unreachable':
      return fill(text, locale.either(reason.reach.map((name) => name.replace(/^.*\./, ''))));
    default:
      return text;
  }
}

/** Whether the warning belongs to one requirement, beside which it is shown. */
const isOfRequirement = (warning: Warning): warning is RequirementWarning => 'code' in warning;

/** A field of the deal, of a record that it names, or of the item: those are named as the form names them. */
const fieldOf = (name: string, { form }: PanelMessages, locale: Locale): string =>
  (form as Readonly<Record<string, string>>)[name] ?? locale.field(name).replace(/^.*\./, '');

/** A warning in words. */
export function warningText(warning: Warning, messages: PanelMessages, locale: Locale): string {
  const text = messages.warning[warning.kind];
  if ('field' in warning) return fill(text, fieldOf(warning.field, messages, locale), warning.value);
  if ('now' in warning)
    return fill(text, ...[warning.now, warning.amount].map((one) => locale.money(one, locale.model.money.currency)));
  if ('expected' in warning)
    return fill(
      text,
      ...[warning.value, warning.expected].map((one) => locale.value(field.forecastCategory, `${one}`)),
    );
  if (!('days' in warning)) return text;
  return warning.kind === 'bidDeadline' && warning.days < 0
    ? fill(messages.note.deadlineBefore, -warning.days)
    : fill(text, warning.days, warning.limit);
}

/** What is worth a look about the deal as a whole, and its items that belong to nothing. */
export const presentNotes = (
  { warnings, unknownItems, version }: Verdict,
  messages: PanelMessages,
  locale: Locale,
): string[] => [
  ...warnings.flatMap((warning) => (isOfRequirement(warning) ? [] : [warningText(warning, messages, locale)])),
  ...unknownItems.map(({ code }: Item) => fill(messages.note.unknownItem, code, version)),
];
