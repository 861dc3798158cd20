import { LightningElement, api } from 'lwc';
import { Board, Home, Registrations } from 'practice/panel';
import { arrive } from 'page/route';
import { say } from 'page/messages';

/** The package's home page or its board, the very bundles of force-app. */
export default class HomePlace extends LightningElement {
  @api board = false;
  hasArrived = false;

  get place() {
    return this.board ? Board : Home;
  }

  /** Below the home page, as TAS_Today has it. */
  get below() {
    return this.board ? null : Registrations;
  }

  get title() {
    return say(this.board ? 'board' : 'home');
  }

  renderedCallback() {
    if (this.hasArrived) return;
    this.hasArrived = true;
    arrive(this.template.querySelector('h1'));
  }
}
