import { LightningElement, api } from 'lwc';
import { Panel } from 'practice/panel';
import { say } from 'page/messages';

/** The package's panel, the very bundle of force-app; or a word that there is none. */
export default class PanelPlace extends LightningElement {
  @api recordId = '';
  panel = Panel;
  messages = { noPanel: say('noPanel'), noPanelText: say('noPanelText') };
}
