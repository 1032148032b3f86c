import { LightningElement, api } from 'lwc';

/** Screen of a flow, as a list button opens it: the user makes documents of the chosen records. */
export default class ChohyoGenerateManyScreen extends LightningElement {
    @api recordIds: string[];
    @api mapping: string;
    @api runId: string;
}
