import { LightningElement, api } from 'lwc';
import { listChoices, previewPages } from 'c/chohyoApi';
import { ApiProblem, LATE, toProblem } from 'c/chohyoErrors';
import type {
    Choice,
    Choices,
    ChohyoDocument,
    DocumentProgress,
    Problem
} from 'c/chohyoApi';
import type ChohyoResult from 'c/chohyoResult';
import type { LoadPages } from 'c/chohyoPreviewPane';
import type { Saving } from 'c/chohyoSaving';
import { announce } from './announce';
import { follow } from './follow';
import {
    recallMapping,
    recallPending,
    rememberMapping,
    type Pending
} from './remembered';
import { composeRequest } from './request';
import labels from './labels';

export type Stage =
    | 'loading'
    | 'stuck'
    | 'nothing'
    | 'choosing'
    | 'working'
    | 'done'
    | 'failed';

/** What a host with its own buttons shows on them. */
export interface StageChange {
    stage: Stage;
    label: string;
}

/**
 * Makes one document of a record: choose, see its pages, save it to Files or download it. Fires `documentmade` when it is finished, `documentsaved`
 * when it is under Files, and `stagechange` for a host that has the buttons (`hide-buttons`).
 */
export default class ChohyoGenerate extends LightningElement {
    @api objectApiName: string;
    /** Offers only this mapping. */
    @api mapping: string;
    /** The host shows the buttons and calls `generate()`. */
    @api hideButtons = false;

    labels = labels;
    stage: Stage = 'loading';
    choices: Choices | null = null;
    chosen = '';
    saving: Saving = 'file';
    load: LoadPages | null = null;
    fileName = '';
    pending: Pending | null = null;
    progress: DocumentProgress | null = null;
    document: ChohyoDocument | null = null;
    problem: ApiProblem | Problem | null = null;
    isUnknown = false;
    isLost = false;
    isFresh = false;
    record: string;
    stopFollowing = () => {};

    // Lightning sets the record of a quick action after the component has been connected.
    @api
    get recordId(): string {
        return this.record;
    }

    set recordId(recordId: string) {
        if (recordId && recordId !== this.record) {
            this.record = recordId;
            if (this.isConnected) {
                void this.open();
            }
        }
    }

    // Also when it is moved on the page: what was under way is followed on.
    connectedCallback() {
        if (this.record && (this.is.loading || this.is.working)) {
            void this.open();
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

    /** Makes the document as chosen. A second call while one is under way does nothing. */
    @api
    generate() {
        if (this.stage !== 'choosing') {
            return;
        }
        rememberMapping(this.choices!.object!.name, this.chosen);
        const { chosen: mapping, record: recordId, saving } = this;
        const uncertain = this.isUnknown ? this.pending!.request : null;
        const request = composeRequest(
            { mapping, recordId, saving },
            uncertain
        );
        this.follow({ request, documentId: null });
    }

    /** For the template: `is.loading`, `is.choosing` … */
    get is(): Partial<Record<Stage, boolean>> {
        return { [this.stage]: true };
    }

    get offered(): Choice[] {
        const all = this.choices?.choices ?? [];
        return this.mapping
            ? all.filter(({ mapping }) => mapping === this.mapping)
            : all;
    }

    get saves(): boolean {
        return this.pending?.request.save ?? false;
    }

    get primaryLabel(): string {
        return this.saving === 'none' ? labels.download : labels.saveToFiles;
    }

    get showsButtons(): boolean {
        return !this.hideButtons;
    }

    get hint(): string {
        return this.isUnknown ? labels.unknown : '';
    }

    handleChoose(event: CustomEvent<{ mapping: string }>) {
        this.choose(event.detail.mapping);
    }

    handleSaving(event: CustomEvent<{ saving: Saving }>) {
        this.saving = event.detail.saving;
        this.go('choosing');
    }

    handleOpened(event: CustomEvent<{ fileName: string }>) {
        this.fileName = event.detail.fileName;
    }

    handleOpenAgain() {
        void this.open();
    }

    handleRetry() {
        const { request } = this.pending!;
        const requestKey = this.isUnknown
            ? request.requestKey
            : crypto.randomUUID();
        this.follow({ request: { ...request, requestKey }, documentId: null });
    }

    handleBack() {
        this.go('choosing');
    }

    async open() {
        const record = this.record;
        this.stopFollowing();
        this.go('loading');
        try {
            const choices = await listChoices({
                recordId: record,
                objectName: this.objectApiName
            });
            if (record === this.record && this.isConnected) {
                this.offer(choices);
            }
        } catch (error) {
            if (record === this.record) {
                this.problem = toProblem(error);
                this.go('stuck');
            }
        }
    }

    offer(choices: Choices) {
        this.choices = choices;
        const last = recallMapping(choices.object!.name);
        const first =
            this.offered.find(({ mapping }) => mapping === last) ??
            this.offered[0];
        if (!first) {
            this.go('nothing');
            return;
        }
        this.saving = first.saves ? 'file' : 'none';
        this.choose(first.mapping);
        this.go('choosing');
        this.resume();
    }

    choose(mapping: string) {
        const recordId = this.record;
        this.chosen = mapping;
        this.fileName = '';
        this.load = (from, count) =>
            previewPages({ mapping, recordId, from, count });
    }

    /** Goes on with what was under way when the page was left; what the service may not have got is for the user to send again. */
    resume() {
        const pending = recallPending(this.record);
        if (pending?.documentId) {
            this.follow(pending);
        } else if (pending) {
            this.pending = pending;
            this.fail(
                new ApiProblem({
                    code: LATE,
                    detail: labels.underWay,
                    status: 0
                }),
                true
            );
        }
    }

    follow(pending: Pending) {
        this.stopFollowing();
        this.pending = pending;
        this.progress = null;
        this.isLost = false;
        this.isUnknown = false;
        this.go('working');
        this.stopFollowing = follow(pending, {
            onprogress: ({ progress }) => {
                this.progress = progress;
            },
            onlost: (isLost) => {
                this.isLost = isLost;
            },
            ondone: (document) => this.finish(document),
            onfailed: (problem, isUnknown) => this.fail(problem, isUnknown)
        });
    }

    finish(document: ChohyoDocument) {
        this.document = document;
        this.pending = null;
        this.go('done');
        announce(this, document);
    }

    fail(problem: ApiProblem | Problem, isUnknown: boolean) {
        this.problem = problem;
        this.isUnknown = isUnknown;
        this.go('failed');
    }

    go(stage: Stage) {
        this.isFresh = this.stage !== stage;
        this.stage = stage;
        const detail: StageChange = { stage, label: this.primaryLabel };
        this.dispatchEvent(new CustomEvent('stagechange', { detail }));
    }
}
