import { LightningElement, api } from 'lwc';
import { ApiProblem, LATE } from 'c/chohyoErrors';
import type {
    ChohyoDocument,
    DocumentProgress,
    GenerateDocument,
    Problem
} from 'c/chohyoApi';
import type { Pending } from 'c/chohyoPending';
import type ChohyoResult from 'c/chohyoResult';
import { follow } from './follow';
import labels from './labels';

type Stage = 'working' | 'done' | 'failed';

/** How it stands with a document. `uncertain` is the request when nobody knows whether it was carried out. */
export interface MakingChange {
    stage: Stage;
    document: ChohyoDocument | null;
    uncertain: GenerateDocument | null;
}

/**
 * One document from the click to its outcome: its steps, then the document or why there is none. Fires `makingchange` with each change of its stage
 * and `back` when the user wants to choose again.
 */
export default class ChohyoMaking extends LightningElement {
    /** What is to be made, or is under way. */
    @api pending: Pending;
    /** Recalled from an earlier visit of the page: what the service may not have got is for the user to send again. */
    @api recalled = false;

    labels = labels;
    stage: Stage = 'working';
    progress: DocumentProgress | null = null;
    document: ChohyoDocument | null = null;
    problem: ApiProblem | Problem | null = null;
    isUnknown = false;
    isLost = false;
    isFresh = true;
    current: Pending | null = null;
    stopFollowing = () => {};

    // Once: a component that is moved on the page is connected again.
    connectedCallback() {
        if (this.current) {
            return;
        }
        this.current = this.pending;
        if (this.recalled && !this.current.documentId) {
            this.fail(
                new ApiProblem({
                    code: LATE,
                    detail: labels.underWay,
                    status: 0
                }),
                true
            );
        } else {
            this.follow();
        }
    }

    disconnectedCallback() {
        this.stopFollowing();
    }

    renderedCallback() {
        const part = this.refs?.focus as HTMLElement | ChohyoResult | undefined;
        if (!this.isFresh || !part) {
            return;
        }
        this.isFresh = false;
        part.focus();
        if ('download' in part && !this.document?.salesforce) {
            void part.download();
        }
    }

    /** For the template: `is.working`, `is.done` … */
    get is(): Partial<Record<Stage, boolean>> {
        return { [this.stage]: true };
    }

    get saves(): boolean {
        return this.current?.request.save ?? false;
    }

    get hint(): string {
        return this.isUnknown ? labels.unknown : '';
    }

    /** The same request with the same key while nobody knows its outcome; otherwise a new one. */
    handleRetry() {
        const { request } = this.current!;
        const requestKey = this.isUnknown
            ? request.requestKey
            : crypto.randomUUID();
        this.current = {
            request: { ...request, requestKey },
            documentId: null
        };
        this.follow();
    }

    handleBack() {
        this.dispatchEvent(new CustomEvent('back'));
    }

    follow() {
        this.stopFollowing();
        this.progress = null;
        this.isLost = false;
        this.isUnknown = false;
        this.go('working');
        this.stopFollowing = follow(this.current!, {
            onprogress: ({ progress }) => {
                this.progress = progress;
            },
            onlost: (isLost) => {
                this.isLost = isLost;
            },
            ondone: (document) => {
                this.document = document;
                this.go('done');
            },
            onfailed: (problem, isUnknown) => this.fail(problem, isUnknown)
        });
    }

    fail(problem: ApiProblem | Problem, isUnknown: boolean) {
        this.problem = problem;
        this.isUnknown = isUnknown;
        this.go('failed');
    }

    go(stage: Stage) {
        this.stage = stage;
        this.isFresh = true;
        const { document, isUnknown, current } = this;
        const uncertain = isUnknown ? current!.request : null;
        const detail: MakingChange = { stage, document, uncertain };
        this.dispatchEvent(new CustomEvent('makingchange', { detail }));
    }
}
