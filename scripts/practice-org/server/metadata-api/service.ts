import { Deployments, type SchemaSettings } from './deployments.ts';
import type { LiveOrg } from '../org.ts';
import { Retrievals } from './retrievals.ts';
import type { MetadataStore } from './store.ts';

/** The Metadata API of one org: what is deployed and what is retrieved. */
export class MetadataService {
  readonly org: LiveOrg;
  readonly deployments: Deployments;
  readonly retrievals: Retrievals;

  constructor(org: LiveOrg, store: MetadataStore, settings: SchemaSettings) {
    this.org = org;
    this.deployments = new Deployments(org, store, settings);
    this.retrievals = new Retrievals(org, this.deployments);
  }
}
