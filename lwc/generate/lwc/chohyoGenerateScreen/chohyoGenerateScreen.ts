import { LightningElement, api } from 'lwc';

/** Screen of a flow: the user makes one document of a record; the flow goes on with its ids. */
export default class ChohyoGenerateScreen extends LightningElement {
    @api recordId: string;
    @api mapping: string;
    @api documentId: string;
    @api contentDocumentId: string;
    @api fileName: string;
}
