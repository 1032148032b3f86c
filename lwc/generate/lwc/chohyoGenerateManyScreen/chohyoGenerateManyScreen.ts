import { LightningElement, api } from 'lwc';
import { FlowAttributeChangeEvent } from 'lightning/flowSupport';
import labels from './labels';

/** Screen of a flow, as a list button opens it: the user makes documents of the chosen records. */
export default class ChohyoGenerateManyScreen extends LightningElement {
    /** The records chosen in the list view. */
    @api recordIds: string[];
    /** Offers only this mapping. */
    @api mapping: string;
    /** Output: the id of the run. */
    @api runId: string;

    labels = labels;

    get hasRecords(): boolean {
        return (this.recordIds ?? []).length > 0;
    }

    handleStarted(event: CustomEvent<{ runId: string }>) {
        this.dispatchEvent(
            new FlowAttributeChangeEvent('runId', event.detail.runId)
        );
    }
}
