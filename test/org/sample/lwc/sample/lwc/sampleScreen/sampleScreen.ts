import { LightningElement, api } from 'lwc';

/** The screen of the flow. */
export default class SampleScreen extends LightningElement {
    @api recordIds: string[] = [];
}
