import { LightningElement, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import { arrive, go, hrefOf } from 'page/route';
import { say } from 'page/messages';

/** As many as one looks through. */
const query = gql`
  query pageLeads {
    uiapi {
      query {
        Lead(first: 100, where: { IsConverted: { eq: false } }, orderBy: { CreatedDate: { order: DESC } }) {
          totalCount
          edges {
            node {
              Id
              Name {
                value
              }
              Company {
                value
              }
              Status {
                value
                label
              }
              TAS_Project_Name__c @optional {
                value
              }
              TAS_Lead_Complete__c @optional {
                value
              }
              Owner @optional {
                ... on User {
                  Name @optional {
                    value
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`;

/** Leads that are not converted, the youngest first. */
export default class Leads extends LightningElement {
  query = query;
  rows = null;
  problem = '';
  messages = {
    title: say('leads'),
    name: say('lead'),
    company: say('company'),
    project: say('project'),
    elements: say('elements'),
    status: say('status'),
    owner: say('owner'),
    none: say('noLeads'),
    loading: say('loading'),
  };
  hasArrived = false;

  renderedCallback() {
    if (this.hasArrived) return;
    this.hasArrived = true;
    arrive(this.template.querySelector('h1'));
  }

  @wire(graphql, { query: '$query' })
  take(/** @type {any} */ { data, errors }) {
    if (errors) this.problem = errors[0]?.message || say('noAnswer');
    if (!data) return;
    this.rows = data.uiapi.query.Lead.edges.map((/** @type {any} */ { node }) => ({
      id: node.Id,
      href: hrefOf({ deal: '', lead: node.Id, registration: '', view: '' }),
      name: node.Name.value,
      company: node.Company.value,
      project: node.TAS_Project_Name__c?.value ?? '—',
      elements: say('ofTwo', node.TAS_Lead_Complete__c?.value ?? 0),
      status: node.Status.label ?? node.Status.value,
      owner: node.Owner?.Name?.value ?? '—',
    }));
  }

  get isEmpty() {
    return this.rows?.length === 0;
  }

  open(/** @type {any} */ event) {
    event.preventDefault();
    go({ deal: '', registration: '', lead: event.currentTarget.dataset.id, view: '' });
  }
}
