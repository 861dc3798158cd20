import { Deployments, type SchemaSettings } from './deployments.ts';
import type { LiveOrg } from '../org.ts';
import type { MetadataStore } from './store.ts';

/** The Metadata API of one org: what is deployed and what is retrieved. */
export class MetadataService {
  readonly deployments: Deployments;

  constructor(org: LiveOrg, store: MetadataStore, settings: SchemaSettings) {
    this.deployments = new Deployments(org, store, settings);
  }
}
