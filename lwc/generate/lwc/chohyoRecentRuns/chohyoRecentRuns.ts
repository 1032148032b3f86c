import { LightningElement, api } from 'lwc';
import { listChoices, listRuns } from 'c/chohyoApi';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { fill, sayMoment, sayNumber } from 'c/chohyoWords';
import type { Run, RunState } from 'c/chohyoApi';
import labels from './labels';

const STATES: Record<
    RunState,
    { label: string; icon: string; variant: string }
> = {
    ready: { label: labels.running, icon: 'utility:sync', variant: '' },
    running: { label: labels.running, icon: 'utility:sync', variant: '' },
    done: { label: labels.done, icon: 'utility:success', variant: 'success' },
    failed: {
        label: labels.failed,
        icon: 'utility:warning',
        variant: 'warning'
    },
    cancelled: { label: labels.cancelled, icon: 'utility:ban', variant: '' }
};

/** The runs of this user, newest first. Fires `open` with the id of one. */
export default class ChohyoRecentRuns extends LightningElement {
    labels = labels;
    runs: Run[] | null = null;
    next: string | null = null;
    names: Record<string, string> = {};
    problem: ApiProblem | null = null;
    isLoading = false;

    connectedCallback() {
        void this.nameMappings();
        void this.refresh();
    }

    get rows() {
        return (this.runs ?? []).map((run) => ({
            id: run.id,
            name: this.names[run.mapping] ?? run.mapping,
            made: fill(labels.by, sayMoment(run.createdAt), run.createdBy),
            counts: sayCounts(run),
            state: STATES[run.state]
        }));
    }

    get isFirst(): boolean {
        return !this.runs && !this.problem;
    }

    get isEmpty(): boolean {
        return this.runs?.length === 0;
    }

    /** Looks again, from the newest. */
    @api
    async refresh() {
        await this.load();
    }

    handleRefresh() {
        void this.load();
    }

    handleMore() {
        void this.load(this.next!);
    }

    handleOpen(event: Event) {
        const runId = (event.currentTarget as HTMLElement).dataset.id;
        this.dispatchEvent(new CustomEvent('open', { detail: { runId } }));
    }

    async load(after?: string) {
        this.isLoading = true;
        this.problem = null;
        try {
            const { runs, next } = await listRuns({ after });
            this.runs = after ? [...this.runs!, ...runs] : runs;
            this.next = next;
        } catch (error) {
            this.problem = toProblem(error);
        }
        this.isLoading = false;
    }

    // Without the names of the mappings the list is still one.
    async nameMappings() {
        try {
            const { choices } = await listChoices({});
            this.names = Object.fromEntries(
                choices.map(({ mapping, label }) => [mapping, label])
            );
        } catch {
            this.names = {};
        }
    }
}

function sayCounts({ state, total, counts }: Run): string {
    if (total === null && (state === 'ready' || state === 'running')) {
        return labels.planning;
    }
    return fill(
        labels.counts,
        sayNumber(counts.done),
        sayNumber(total ?? 0),
        sayNumber(counts.failed)
    );
}
