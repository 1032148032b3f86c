import { LightningElement, api } from 'lwc';
import { CloseActionScreenEvent } from 'lightning/actions';

/** The card as an action of a record. */
export default class SampleAction extends LightningElement {
    @api recordId: string | undefined;

    close(): void {
        this.dispatchEvent(new CloseActionScreenEvent());
    }
}
