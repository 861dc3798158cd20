/** Stub for `lightning/platformShowToastEvent`: the page listens for it and shows the toast. */
export const ShowToastEventName = 'lightning__showtoast';

export class ShowToastEvent extends CustomEvent {
  /** @param {{ title?: string, message?: string, messageData?: unknown[], variant?: string, mode?: string }} toast */
  constructor(toast) {
    super(ShowToastEventName, { detail: toast, bubbles: true, composed: true, cancelable: true });
  }
}
