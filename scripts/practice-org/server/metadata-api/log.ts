/** Who made which component and when, and the id it has. */
import type { Session } from '../access/session.ts';
import { IdSequence } from '../store/ids.ts';
import { keyOf, type ComponentName } from './component.ts';

/** The author of a component's last version and of its first. */
export interface Stamps {
  readonly id: string;
  readonly createdBy: Session;
  readonly createdDate: string;
  readonly lastModifiedBy: Session;
  readonly lastModifiedDate: string;
}

const prefixes: Readonly<Record<string, string>> = {
  ApexTrigger: '01q',
  ApprovalProcess: '04a',
  BusinessProcess: '019',
  CustomField: '00N',
  CustomObject: '01I',
  CustomPermission: '0CP',
  CustomLabel: '101',
  CompactLayout: '0AH',
  FlexiPage: '0M0',
  Flow: '301',
  FlowDefinition: '300',
  Layout: '00h',
  LightningComponentBundle: '0Rb',
  ListView: '00B',
  PermissionSet: '0PS',
  RecordType: '012',
  ValidationRule: '03d',
  WorkflowRule: '01Q',
};

export class ComponentLog {
  readonly #stamps = new Map<string, Stamps>();
  readonly #ids = new Map<string, IdSequence>();
  readonly #first: { readonly by: Session; readonly at: string };

  /** `first`: who put the metadata there that the org was loaded with. */
  constructor(first: { readonly by: Session; readonly at: string }) {
    this.#first = first;
  }

  of(component: ComponentName): Stamps {
    const known = this.#stamps.get(keyOf(component));
    if (known !== undefined) return known;
    const { by, at } = this.#first;
    const id = this.#nextId(component.type);
    const made = { id, createdBy: by, createdDate: at, lastModifiedBy: by, lastModifiedDate: at };
    this.#stamps.set(keyOf(component), made);
    return made;
  }

  touch(component: ComponentName, by: Session, at: string): void {
    const known = this.#stamps.get(keyOf(component));
    const created = known ?? { id: this.#nextId(component.type), createdBy: by, createdDate: at };
    this.#stamps.set(keyOf(component), { ...created, lastModifiedBy: by, lastModifiedDate: at });
  }

  forget(component: ComponentName): void {
    this.#stamps.delete(keyOf(component));
  }

  #nextId(type: string): string {
    const prefix = prefixes[type] ?? '0mt';
    const ids = this.#ids.get(prefix) ?? new IdSequence(prefix);
    this.#ids.set(prefix, ids);
    return ids.take();
  }
}
