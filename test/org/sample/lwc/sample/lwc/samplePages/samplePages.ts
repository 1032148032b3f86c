import { LightningElement, api } from 'lwc';

/** The number of pages of one document. */
export default class SamplePages extends LightningElement {
    @api pages: number | undefined;
}
