/** Counts and money of findings; memory grows with stages, owners and requirements, not with deals. */
import { findingKinds, type AuditedDeal, type Finding, type FindingKind } from './finding.ts';

/** Deals and what they are worth together, each deal once; hundredths of the corporate currency. */
export interface Sum {
  readonly deals: number;
  readonly cents: bigint;
}

export interface NamedSum extends Sum {
  readonly name: string;
}

export interface KindSum extends Sum {
  readonly kind: FindingKind;
  /** Lines of audit.csv. */
  readonly findings: number;
  readonly byStage: readonly NamedSum[];
  readonly byOwner: readonly NamedSum[];
  readonly byRequirement: readonly NamedSum[];
  /** The largest deals of the kind, each with its findings. */
  readonly largest: readonly DealFindings[];
}

/** A deal and all that was found of one kind. */
export interface DealFindings {
  readonly deal: AuditedDeal;
  readonly findings: readonly Finding[];
}

class Sums {
  readonly #sums = new Map<string, { deals: number; cents: bigint }>();

  add(name: string, cents: bigint): void {
    const sum = this.#sums.get(name);
    if (sum === undefined) this.#sums.set(name, { deals: 1, cents });
    else {
      sum.deals += 1;
      sum.cents += cents;
    }
  }

  sorted(): NamedSum[] {
    return [...this.#sums]
      .map(([name, sum]) => ({ name, ...sum }))
      .sort((a, b) => compare(b.cents, a.cents) || b.deals - a.deals || (a.name < b.name ? -1 : 1));
  }
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Largest deals first, those without an amount last, else in the order in which they came. */
const byAmount = (a: DealFindings, b: DealFindings): number => compare(b.deal.cents ?? -1n, a.deal.cents ?? -1n);

class KindTally {
  findings = 0;
  #deals = 0;
  #cents = 0n;
  #largest: DealFindings[] = [];
  readonly #stages = new Sums();
  readonly #owners = new Sums();
  readonly #requirements = new Sums();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** All findings of the kind on one deal. */
  add(deal: AuditedDeal, findings: readonly Finding[]): void {
    const { stage, owner, cents } = deal;
    const amount = cents ?? 0n;
    this.findings += findings.length;
    this.#deals += 1;
    this.#cents += amount;
    this.#stages.add(stage, amount);
    this.#owners.add(owner, amount);
    // A rule of movement is a text of few; what other kinds say is of one deal, and no group.
    for (const name of new Set(
      findings.map(({ kind, requirement, detail }) => (kind === 'blocked' ? requirement || detail : requirement)),
    ))
      if (name !== '') this.#requirements.add(name, amount);
    this.#largest.push({ deal, findings });
    // Sorted now and then: a page of the largest stays, whatever comes.
    if (this.#largest.length > this.#most * 8) this.#keepLargest();
  }

  sum(kind: FindingKind): KindSum {
    this.#keepLargest();
    return {
      kind,
      findings: this.findings,
      deals: this.#deals,
      cents: this.#cents,
      byStage: this.#stages.sorted(),
      byOwner: this.#owners.sorted(),
      byRequirement: this.#requirements.sorted(),
      largest: this.#largest,
    };
  }

  #keepLargest(): void {
    this.#largest = this.#largest.sort(byAmount).slice(0, this.#most);
  }
}

/** Takes the findings of one deal after another. */
export class Tally {
  findings = 0;
  readonly #kinds: ReadonlyMap<FindingKind, KindTally>;
  #deals = 0;
  #cents = 0n;

  /** `most`: how many deals of a kind are kept with their findings. */
  constructor(most: number) {
    this.#kinds = new Map(findingKinds.map((kind) => [kind, new KindTally(most)]));
  }

  add(deal: AuditedDeal, findings: readonly Finding[]): void {
    if (findings.length === 0) return;
    this.findings += findings.length;
    this.#deals += 1;
    this.#cents += deal.cents ?? 0n;
    for (const kind of new Set(findings.map((finding) => finding.kind)))
      this.#kinds.get(kind)?.add(
        deal,
        findings.filter((finding) => finding.kind === kind),
      );
  }

  /** Deals with any finding. */
  total(): Sum {
    return { deals: this.#deals, cents: this.#cents };
  }

  kinds(): KindSum[] {
    return [...this.#kinds].map(([kind, tally]) => tally.sum(kind));
  }
}
