import { LightningElement } from 'lwc';
import { Home } from 'practice/panel';
import { arrive } from 'page/route';
import { say } from 'page/messages';

/** The package's home page, the very bundle of force-app. */
export default class HomePlace extends LightningElement {
  home = Home;
  title = say('home');
  hasArrived = false;

  renderedCallback() {
    if (this.hasArrived) return;
    this.hasArrived = true;
    arrive(this.template.querySelector('h1'));
  }
}
