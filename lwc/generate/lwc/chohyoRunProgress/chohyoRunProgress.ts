import { LightningElement, api } from 'lwc';
import LightningConfirm from 'lightning/confirm';
import { RefreshEvent } from 'lightning/refresh';
import { cancelRun, getRun, retryRun } from 'c/chohyoApi';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { watch } from 'c/chohyoWatch';
import { fill, sayNumber } from 'c/chohyoWords';
import type { Run } from 'c/chohyoApi';
import labels from './labels';

/**
 * One run: how far it is, what became of each record, and what can be done about it. It goes on when this is closed. Fires `runover` with the run
 * when it has ended.
 */
export default class ChohyoRunProgress extends LightningElement {
    labels = labels;
    run: Run | null = null;
    problem: ApiProblem | null = null;
    isLost = false;
    isActing = false;
    id = '';
    stopWatching = () => {};

    @api
    get runId(): string {
        return this.id;
    }

    set runId(runId: string) {
        this.id = runId;
        this.run = null;
        if (this.isConnected) {
            void this.open();
        }
    }

    connectedCallback() {
        void this.open();
    }

    disconnectedCallback() {
        this.stopWatching();
    }

    get isLoading(): boolean {
        return !this.run && !this.problem;
    }

    get isPlanning(): boolean {
        return this.isGoing && this.run?.total === null;
    }

    get isGoing(): boolean {
        return this.run?.state === 'ready' || this.run?.state === 'running';
    }

    get isOver(): boolean {
        return !this.isGoing;
    }

    get canRetry(): boolean {
        return this.run?.state === 'failed';
    }

    get retryLabel(): string {
        const { failed } = this.run!.counts;
        return failed > 0
            ? fill(labels.retry, sayNumber(failed))
            : labels.tryAgain;
    }

    get ended(): number {
        const { done, failed, cancelled } = this.run!.counts;
        return done + failed + cancelled;
    }

    get percent(): number {
        const { total } = this.run!;
        return total ? Math.floor((this.ended / total) * 100) : 0;
    }

    get barStyle(): string {
        return `width: ${this.percent}%`;
    }

    get counts(): string {
        const { total, counts } = this.run!;
        if (total === null) {
            return fill(labels.planned, sayNumber(this.planned));
        }
        return fill(
            labels.counts,
            sayNumber(counts.done),
            sayNumber(total),
            sayNumber(counts.failed)
        );
    }

    /** Before the first record has been read there is nothing to list. */
    get hasParcels(): boolean {
        return this.planned > 0;
    }

    get planned(): number {
        const { waiting, running } = this.run!.counts;
        return this.ended + waiting + running;
    }

    /** What is going on, in one sentence: spoken when it changes. */
    get sentence(): string {
        const { state, total, counts } = this.run!;
        if (this.isGoing) {
            const isMerging = total !== null && this.ended >= total;
            return this.isPlanning
                ? labels.planning
                : isMerging
                  ? labels.merging
                  : labels.running;
        }
        if (state === 'failed') {
            return counts.failed > 0
                ? fill(labels.failed, sayNumber(counts.failed))
                : labels.stopped;
        }
        return state === 'cancelled' ? labels.cancelled : labels.done;
    }

    get stateIcon() {
        const icons = {
            done: { name: 'utility:success', variant: 'success' },
            failed: { name: 'utility:warning', variant: 'warning' },
            cancelled: { name: 'utility:ban', variant: '' }
        };
        const { state } = this.run!;
        return state === 'ready' || state === 'running' ? null : icons[state];
    }

    get isMerged(): boolean {
        return this.run!.join === 'merged';
    }

    get hasMerged(): boolean {
        return this.run!.merged.length > 0;
    }

    get idText(): string {
        return fill(labels.id, this.id);
    }

    handleOpenAgain() {
        void this.open();
    }

    handleRetry() {
        void this.act(retryRun);
    }

    async handleCancel() {
        const isSure = await LightningConfirm.open({
            message: labels.cancelSure,
            label: labels.cancel,
            theme: 'warning'
        });
        if (isSure) {
            void this.act(cancelRun);
        } else {
            (this.refs?.cancel as HTMLElement | undefined)?.focus();
        }
    }

    async open() {
        const id = this.id;
        this.stopWatching();
        this.problem = null;
        try {
            const run = await getRun(id);
            if (id === this.id && this.isConnected) {
                this.follow(run);
            }
        } catch (error) {
            if (id === this.id) {
                this.problem = toProblem(error);
            }
        }
    }

    // Both may be sent twice without harm: what has been retried or cancelled is not waiting for it any more.
    async act(change: (runId: string) => Promise<Run>) {
        if (this.isActing) {
            return;
        }
        this.isActing = true;
        this.problem = null;
        try {
            const run = await change(this.id);
            if (this.isConnected) {
                this.follow(run);
            }
        } catch (error) {
            this.problem = toProblem(error);
        }
        this.isActing = false;
    }

    follow(run: Run) {
        this.stopWatching();
        this.run = run;
        this.isLost = false;
        if (isSettled(run)) {
            return;
        }
        this.stopWatching = watch<Run>({
            ask: () => getRun(run.id),
            isOver: isSettled,
            onanswer: (now) => this.take(now),
            onlost: () => {
                this.isLost = true;
            },
            onrefused: (problem) => {
                this.problem = problem;
            }
        });
    }

    take(run: Run) {
        this.run = run;
        this.isLost = false;
        if (isSettled(run)) {
            this.dispatchEvent(
                new CustomEvent('runover', {
                    detail: { run },
                    bubbles: true,
                    composed: true
                })
            );
            if (run.save) {
                this.dispatchEvent(new RefreshEvent());
            }
        }
    }
}

// What was being made when a run was stopped still comes to its end.
function isSettled({ state, finishedAt }: Run): boolean {
    return state === 'cancelled'
        ? finishedAt !== null
        : state !== 'ready' && state !== 'running';
}
