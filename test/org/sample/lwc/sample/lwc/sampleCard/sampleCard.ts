import { LightningElement, api, wire } from 'lwc';
import ACCOUNT_NAME from '@salesforce/schema/Account.Name';
import PAGES from '@salesforce/schema/Sample_Output__c.Pages__c';
import generate from '@salesforce/apex/SampleController.generate';
import listOutputs from '@salesforce/apex/SampleController.listOutputs';
import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
import { words } from 'c/sampleWords';

interface Output {
    Id: string;
    Pages__c?: number;
}

/** The documents of an account, and a button to make another. */
export default class SampleCard extends LightningElement {
    @api recordId: string | undefined;
    @api most = 5;

    words = words;
    answer: string | undefined;

    @wire(getRecord, { recordId: '$recordId', fields: [ACCOUNT_NAME] })
    account: { data?: unknown } = {};

    @wire(listOutputs, { recordId: '$recordId', most: '$most' })
    outputs: { data?: Output[] } = {};

    get name(): unknown {
        return getFieldValue(this.account.data, ACCOUNT_NAME);
    }

    get pages(): number[] {
        return (this.outputs.data ?? []).map(
            (output) => output[PAGES.fieldApiName as 'Pages__c'] ?? 0
        );
    }

    async make(): Promise<void> {
        this.answer = await generate({
            recordId: this.recordId,
            mapping: 'Sample'
        });
    }
}
