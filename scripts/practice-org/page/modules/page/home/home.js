import { LightningElement, api } from 'lwc';
import { Board, Home } from 'practice/panel';
import { arrive } from 'page/route';
import { say } from 'page/messages';

/** The package's home page or its board, the very bundles of force-app. */
export default class HomePlace extends LightningElement {
  @api board = false;
  hasArrived = false;

  get place() {
    return this.board ? Board : Home;
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
