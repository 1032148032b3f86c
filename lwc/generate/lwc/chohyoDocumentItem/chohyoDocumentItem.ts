import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { documentPages } from 'c/chohyoApi';
import { saveToComputer } from 'c/chohyoDownload';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { fill, sayBytes, sayMoment, sayNumber } from 'c/chohyoWords';
import type { ChohyoDocument } from 'c/chohyoApi';
import type { LoadPages } from 'c/chohyoPreviewPane';
import labels from './labels';

/** One document in a list: its name, what is known of it, and how to get at it. */
export default class ChohyoDocumentItem extends NavigationMixin(
    LightningElement
) {
    @api document: ChohyoDocument;
    /** What people call this kind of document. */
    @api label = '';

    labels = labels;
    problem: ApiProblem | null = null;
    load: LoadPages | null = null;

    get isDone(): boolean {
        return this.document.state === 'done';
    }

    get name(): string {
        return this.document.fileName ?? this.label;
    }

    get step(): string {
        const { step } = this.document.progress;
        return step === 'done' ? '' : labels[step];
    }

    get facts(): string {
        const { pages, bytes, salesforce, createdAt, createdBy } =
            this.document;
        const made = fill(labels.by, sayMoment(createdAt), createdBy);
        const size =
            pages && bytes
                ? fill(labels.facts, sayNumber(pages), sayBytes(bytes))
                : '';
        const place = this.isDone && !salesforce ? labels.unsaved : '';
        const title = this.label === this.name ? '' : this.label;
        return [title, made, size, place].filter(Boolean).join(' • ');
    }

    get openLabel(): string {
        return fill(labels.open, this.name);
    }

    get previewLabel(): string {
        return fill(labels.preview, this.name);
    }

    get downloadLabel(): string {
        return fill(labels.download, this.name);
    }

    handleOpen() {
        const file = this.document.salesforce;
        if (!file) {
            this.handlePreview();
            return;
        }
        this[NavigationMixin.Navigate]({
            type: 'standard__namedPage',
            attributes: { pageName: 'filePreview' },
            state: { selectedRecordId: file.contentDocumentId }
        });
    }

    handlePreview() {
        const documentId = this.document.id;
        this.load = this.load
            ? null
            : (from, count) => documentPages({ documentId, from, count });
    }

    async handleDownload() {
        this.problem = null;
        try {
            await saveToComputer(this.document);
        } catch (error) {
            this.problem = toProblem(error);
        }
    }
}
