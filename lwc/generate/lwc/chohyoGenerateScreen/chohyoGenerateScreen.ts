import { LightningElement, api } from 'lwc';
import { FlowAttributeChangeEvent } from 'lightning/flowSupport';

interface Made {
    documentId: string;
    fileName: string;
    contentDocumentId?: string;
}

/** Screen of a flow: the user makes one document of a record; the flow goes on with its ids. */
export default class ChohyoGenerateScreen extends LightningElement {
    @api recordId: string;
    @api mapping: string;
    /** Output: the id of the document in Chohyo. */
    @api documentId: string;
    /** Output: the id of the file in Salesforce, when it was saved there. */
    @api contentDocumentId: string;
    /** Output: the name of the file. */
    @api fileName: string;

    handleMade(event: CustomEvent<Made>) {
        const { documentId, fileName, contentDocumentId } = event.detail;
        this.tell('documentId', documentId);
        this.tell('fileName', fileName);
        this.tell('contentDocumentId', contentDocumentId ?? '');
    }

    tell(output: string, value: string) {
        this.dispatchEvent(new FlowAttributeChangeEvent(output, value));
    }
}
