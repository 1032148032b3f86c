import { LightningElement, api } from 'lwc';
import { listChoices, previewPages } from 'c/chohyoApi';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { ownLanguageFirst } from 'c/chohyoWords';
import { recallPending, type Pending } from 'c/chohyoPending';
import type { Choice, Choices, GenerateDocument } from 'c/chohyoApi';
import type { MakingChange } from 'c/chohyoMaking';
import type { LoadPages } from 'c/chohyoPreviewPane';
import type { Saving } from 'c/chohyoSaving';
import { announce } from './announce';
import { recallMapping, rememberMapping } from './remembered';
import { composeRequest } from './request';
import type { Stage, StageChange } from './stages';
import labels from './labels';

export type { Stage, StageChange };

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
    isRecalled = false;
    /** A request of which nobody knows whether it was carried out. */
    uncertain: GenerateDocument | null = null;
    problem: ApiProblem | null = null;
    record: string;

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
        if (this.record && ['loading', 'working'].includes(this.stage)) {
            void this.open();
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
        const request = composeRequest(
            { mapping, recordId, saving },
            this.uncertain
        );
        this.make({ request, documentId: null });
    }

    get isOpening(): boolean {
        return ['loading', 'stuck', 'nothing'].includes(this.stage);
    }

    get isChoosing(): boolean {
        return this.stage === 'choosing';
    }

    get nothing(): string {
        return this.stage === 'nothing' ? labels.nothing : '';
    }

    get offered(): Choice[] {
        const all = ownLanguageFirst(this.choices?.choices ?? []);
        return this.mapping
            ? all.filter(({ mapping }) => mapping === this.mapping)
            : all;
    }

    get primaryLabel(): string {
        return this.saving === 'none' ? labels.download : labels.saveToFiles;
    }

    get showsButtons(): boolean {
        return !this.hideButtons;
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

    handleMaking(event: CustomEvent<MakingChange>) {
        const { stage, document, uncertain } = event.detail;
        this.uncertain = uncertain;
        this.go(stage);
        if (stage === 'done') {
            announce(this, document!);
        }
    }

    handleBack() {
        this.go('choosing');
    }

    async open() {
        const record = this.record;
        this.problem = null;
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
        // What was under way when the page was left is gone on with.
        const pending = recallPending(this.record);
        if (pending) {
            this.make(pending, true);
        } else {
            this.go('choosing');
        }
    }

    choose(mapping: string) {
        const recordId = this.record;
        this.chosen = mapping;
        this.fileName = '';
        this.load = (from, count) =>
            previewPages({ mapping, recordId, from, count });
    }

    make(pending: Pending, isRecalled = false) {
        this.pending = pending;
        this.isRecalled = isRecalled;
        this.go('working');
    }

    go(stage: Stage) {
        this.stage = stage;
        const detail: StageChange = { stage, label: this.primaryLabel };
        this.dispatchEvent(new CustomEvent('stagechange', { detail }));
    }
}
