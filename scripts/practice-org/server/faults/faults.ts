/** Which request is struck by which fault. */
import { faultSchema, type Fault, type FaultGiven } from './fault.ts';

/** What of a request decides. */
export interface Asked {
  readonly method: string;
  /** Without its query, double slashes made one. */
  readonly path: string;
  readonly body: () => string;
}

/** `*` is anything in a segment, `**` any segments. */
function patternOf(path: string): RegExp {
  const parts = path.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'i');
}

interface Rule {
  readonly fault: Fault;
  readonly pattern: RegExp;
  seen: number;
}

/** The faults of a running org; none at first. Others can take their place at any time. */
export class Faults {
  #rules: Rule[] = [];
  /** Requests since these faults are in force, struck or not. */
  requests = 0;

  constructor(faults: readonly FaultGiven[] = []) {
    this.use(faults);
  }

  /** Puts these faults in the place of those before; all counting begins anew. @throws ZodError for what is no fault. */
  use(faults: readonly FaultGiven[]): void {
    this.#rules = faults.map((given) => {
      const fault = faultSchema.parse(given);
      return { fault, pattern: patternOf(fault.path), seen: 0 };
    });
    this.requests = 0;
  }

  /** The faults that may strike such a request, for which it has to be read. */
  concerned({ method, path }: Omit<Asked, 'body'>): readonly Fault[] {
    return this.#rules.filter((rule) => isFor(rule, method, path)).map(({ fault }) => fault);
  }

  /** Counts a request; answers the first fault that strikes it. */
  strike({ method, path, body }: Asked): Fault | undefined {
    this.requests += 1;
    let struck: Fault | undefined;
    for (const rule of this.#rules) {
      const { fault } = rule;
      if (!isFor(rule, method, path) || (fault.holds !== undefined && !body().includes(fault.holds))) continue;
      rule.seen += 1;
      const last = fault.times === 'always' ? Infinity : fault.nth + fault.times - 1;
      if (rule.seen >= fault.nth && rule.seen <= last) struck ??= fault;
    }
    return struck;
  }
}

const isFor = ({ fault, pattern }: Rule, method: string, path: string): boolean =>
  (fault.method === undefined || fault.method === method) && pattern.test(path);
