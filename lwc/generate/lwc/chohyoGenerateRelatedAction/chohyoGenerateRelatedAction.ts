import { LightningElement, api } from 'lwc';
import { CloseActionScreenEvent } from 'lightning/actions';
import labels from './labels';

/** The quick action of a record: make a document for each record of one of its related lists. */
export default class ChohyoGenerateRelatedAction extends LightningElement {
    @api recordId: string;
    @api objectApiName: string;

    labels = labels;

    // Lightning sets both after the component has been connected.
    get isReady(): boolean {
        return Boolean(this.recordId && this.objectApiName);
    }

    handleClose() {
        this.dispatchEvent(new CloseActionScreenEvent());
    }
}
