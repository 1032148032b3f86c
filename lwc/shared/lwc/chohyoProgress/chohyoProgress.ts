import { LightningElement, api } from 'lwc';
import { fill, sayTime } from 'c/chohyoWords';
import type { DocumentProgress, DocumentStep } from 'c/chohyoApi';
import labels, { steps as names } from './labels';

type Step = Exclude<DocumentStep, 'failed'>;

interface Marker {
    step: Step;
    label: string;
    css: string;
    isCompleted: boolean;
    isActive: boolean;
    current: 'step' | null;
}

/** How far one document is, as steps: waiting, making, saving, done. Speaks each step to a screen reader. */
export default class ChohyoProgress extends LightningElement {
    /** As the service gives it; null while the request is on its way. */
    @api progress: DocumentProgress | null = null;
    /** Whether the document is filed in Salesforce: without it there is no such step. */
    @api saves = false;
    /** Whether the connection to the service is lost at the moment. */
    @api lost = false;

    labels = labels;

    get step(): DocumentStep {
        return this.progress?.step ?? 'waiting';
    }

    get markers(): Marker[] {
        const steps = this.steps;
        const now = steps.findIndex((step) => step === this.step);
        return steps.map((step, position) => {
            const isCompleted = position < now || this.step === 'done';
            const isActive = position === now && !isCompleted;
            return {
                step,
                label: names[step],
                isCompleted,
                isActive,
                current: isActive ? 'step' : null,
                css: [
                    'slds-progress__item',
                    isCompleted ? 'slds-is-completed' : '',
                    isActive ? 'slds-is-active' : ''
                ].join(' ')
            };
        });
    }

    get steps(): Step[] {
        return this.saves
            ? ['waiting', 'making', 'saving', 'done']
            : ['waiting', 'making', 'done'];
    }

    /** What a screen reader says, and nothing twice. */
    get spoken(): string {
        return this.lost ? labels.lost : labels[this.step];
    }

    /** Why the service tries again by itself, and when. */
    get setback(): string {
        const { error, nextTryAt, attempt } = this.progress ?? {};
        if (!error || !nextTryAt) {
            return '';
        }
        return `${error.message} ${fill(labels.again, sayTime(nextTryAt), (attempt ?? 0) + 1)}`;
    }
}
