/** Random writes on the people of a customer map. */
import fc from 'fast-check';
import { influences, ratings, stakeholderField as person, unknownAnswer } from '../../product/customer/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import { at } from './values.ts';

const some = fc.nat(99);

export const personSpec = fc.record({
  answers: fc.tuple(some, some, some),
  influence: some,
  role: some,
  left: fc.boolean(),
  contact: fc.nat(3),
  /** Most keys are right. */
  key: fc.nat(5),
  created: fc.boolean(),
  /** What an update changes beside the answers. */
  change: fc.constantFrom('nothing', 'nothing', 'contact', 'key'),
});
type PersonSpec = typeof personSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

type Fields = Readonly<Record<string, string | boolean | null>>;

const contacts = ['003000000000001AAA', '003000000000002AAA', '003000000000003AAA', null];
const answers = [...ratings, unknownAnswer, null];

/** The write of a spec; `dealId` is the 18-character id of the deal. */
export function personCaseOf(
  { customer }: SalesModel,
  spec: PersonSpec,
  dealId: string,
): { readonly before: Fields | undefined; readonly after: Fields } {
  const roles = [...(customer?.roles ?? []).map(({ value }) => value), null];
  const contact = at(contacts, spec.contact);
  const right = `${dealId}:${contact ?? ''}`;
  const key = spec.key === 0 ? `${right}x` : spec.key === 1 ? `:${contact ?? ''}` : right;
  const [closeness, solution, price] = spec.answers;
  const before = {
    [person.deal]: dealId,
    [person.contact]: contact,
    [person.key]: key,
    [person.role]: at(roles, spec.role),
    [person.closeness]: at(answers, closeness),
    [person.solution]: at(answers, solution),
    [person.price]: at(answers, price),
    [person.influence]: at([...influences, unknownAnswer, null], spec.influence),
    [person.left]: spec.left,
  };
  if (spec.created) return { before: undefined, after: before };
  const changes: Fields =
    spec.change === 'contact'
      ? { [person.contact]: at(contacts, spec.contact + 1) }
      : spec.change === 'key'
        ? { [person.key]: `${key}y` }
        : { [person.closeness]: at(answers, closeness + 1) };
  return { before, after: { ...before, ...changes } };
}
