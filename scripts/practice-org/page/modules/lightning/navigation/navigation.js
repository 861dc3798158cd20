/** Stub for `lightning/navigation`: records of the page open in it, web pages in a tab of their own. */
import { hrefOf, here, go, list, onMove } from 'page/route';

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

/** What part of the address names a record of that object; a deal, else. @type {Record<string, string>} */
const places = { Lead: 'lead', TAS_Registration__c: 'registration' };

/** Of the package's list views, the list of the page has the filter of one. @param {any} reference */
const routeOf = ({ type, attributes = {}, state = {} }) =>
  type === 'standard__recordPage'
    ? { deal: '', lead: '', registration: '', [places[attributes.objectApiName] ?? 'deal']: attributes.recordId }
    : type === 'standard__objectPage'
      ? { ...list, open: state.filterName === 'TAS_Open_Gate_Items' ? 'yes' : '' }
      : { deal: '', lead: '', registration: '' };

/** @param {any} reference */
const urlOf = (reference) =>
  reference.type === 'standard__webPage' ? reference.attributes.url : hrefOf(routeOf(reference));

/** @param {any} reference @param {{ replace?: boolean }} [_options] */
export function navigate(reference, _options) {
  if (reference.type === 'standard__webPage') window.open(reference.attributes.url, '_blank', 'noopener');
  else go(routeOf(reference));
}

/** @param {any} Base */
export const NavigationMixin = (Base) =>
  class extends Base {
    [Navigate](/** @type {any} */ reference) {
      navigate(reference);
    }
    [GenerateUrl](/** @type {any} */ reference) {
      return Promise.resolve(urlOf(reference));
    }
  };
NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;

export class CurrentPageReference {
  /** @param {(value: any) => void} emit */
  constructor(emit) {
    this.emit = emit;
    this.stop = () => undefined;
  }
  connect() {
    const show = () => this.emit(referenceOf(here()));
    this.stop = onMove(show);
    show();
  }
  disconnect() {
    this.stop();
  }
  update() {
    // It has no configuration.
  }
}

/** @param {{ deal: string }} state */
const referenceOf = ({ deal }) =>
  deal === ''
    ? { type: 'standard__objectPage', attributes: { objectApiName: 'Opportunity', actionName: 'list' }, state: {} }
    : {
        type: 'standard__recordPage',
        attributes: { objectApiName: 'Opportunity', recordId: deal, actionName: 'view' },
        state: {},
      };
