import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { saveToComputer } from 'c/chohyoDownload';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { fill, sayBytes, sayNumber } from 'c/chohyoWords';
import type { ChohyoDocument } from 'c/chohyoApi';
import labels from './labels';

/** One finished document: what it is called, where it went, and how to get at it. */
export default class ChohyoResult extends NavigationMixin(LightningElement) {
    @api document: ChohyoDocument;

    labels = labels;
    problem: ApiProblem | null = null;
    isDownloading = false;

    /** Moves the focus here, so that it is read out what has come of the click. */
    @api
    focus() {
        (this.refs!.heading as HTMLElement).focus();
    }

    /** Hands the bytes to the browser. A failure is shown here and loses nothing. */
    @api
    async download() {
        if (this.isDownloading) {
            return;
        }
        this.problem = null;
        this.isDownloading = true;
        try {
            await saveToComputer(this.document);
        } catch (error) {
            this.problem = toProblem(error);
        }
        this.isDownloading = false;
    }

    get heading(): string {
        return this.isSaved ? labels.saved : labels.ready;
    }

    get isSaved(): boolean {
        return Boolean(this.document.salesforce);
    }

    get facts(): string {
        const { pages, bytes } = this.document;
        return fill(labels.facts, sayNumber(pages ?? 0), sayBytes(bytes ?? 0));
    }

    handleDownload() {
        void this.download();
    }

    handleOpen() {
        const selectedRecordId = this.document.salesforce!.contentDocumentId;
        this[NavigationMixin.Navigate]({
            type: 'standard__namedPage',
            attributes: { pageName: 'filePreview' },
            state: { selectedRecordId }
        });
    }
}
