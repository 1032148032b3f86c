import { LightningElement } from 'lwc';
import type ChohyoRecentRuns from 'c/chohyoRecentRuns';
import labels from './labels';

/** The tab: make documents of all records that meet a condition, and come back to earlier runs. */
export default class ChohyoGenerateTab extends LightningElement {
    labels = labels;
    runId = '';

    handleRun() {
        void (this.refs!.runs as unknown as ChohyoRecentRuns).refresh();
    }

    handleOpen(event: CustomEvent<{ runId: string }>) {
        this.runId = event.detail.runId;
    }

    handleBack() {
        this.runId = '';
    }
}
