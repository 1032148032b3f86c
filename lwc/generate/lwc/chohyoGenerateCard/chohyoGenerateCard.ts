import { LightningElement, api } from 'lwc';
import labels from './labels';

/** On a record page: make a document of this record. */
export default class ChohyoGenerateCard extends LightningElement {
    @api recordId: string;
    @api objectApiName: string;
    /** Offers only this mapping. */
    @api mapping: string;

    labels = labels;
}
