import { LightningElement, api } from 'lwc';
import { arrive, go, home, hrefOf } from 'page/route';
import { Registration } from 'practice/panel';
import { say } from 'page/messages';

/** A partner registration as a record page shows it. */
export default class RegistrationPage extends LightningElement {
  @api recordId = '';
  back = hrefOf(home);
  panel = Registration;
  messages = { home: `‹ ${say('home')}`, registration: say('registration') };
  hasArrived = false;

  connectedCallback() {
    document.title = `${say('registration')} | ${say('title')}`;
  }

  renderedCallback() {
    if (this.hasArrived) return;
    this.hasArrived = true;
    arrive(this.template.querySelector('h1'));
  }

  goBack(/** @type {Event} */ event) {
    event.preventDefault();
    go(home);
  }
}
