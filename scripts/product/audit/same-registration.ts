/** One registration on several deals: it is meant for one. */
import type { AuditedDeal } from './finding.ts';

/** Takes one deal after another; holds the ids of the registrations that were seen, and the name of the first deal of each. */
export class SameRegistration {
  readonly #first = new Map<string, string>();

  /** The name of the first deal with the same registration; undefined where this is the first, or it has none. */
  take({ name }: AuditedDeal, registration: unknown): string | undefined {
    if (typeof registration !== 'string' || registration === '') return undefined;
    const first = this.#first.get(registration);
    if (first === undefined) this.#first.set(registration, name);
    return first;
  }
}
