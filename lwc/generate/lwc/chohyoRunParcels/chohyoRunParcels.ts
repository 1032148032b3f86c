import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { listParcels } from 'c/chohyoApi';
import { saveToComputer } from 'c/chohyoDownload';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { fill, sayNumber, sayTime } from 'c/chohyoWords';
import type { Counts, Parcel, ParcelState } from 'c/chohyoApi';
import labels from './labels';

const STATES: ParcelState[] = [
    'failed',
    'done',
    'running',
    'waiting',
    'cancelled'
];
const ICONS: Record<ParcelState, { name: string; variant: string }> = {
    waiting: { name: 'utility:clock', variant: '' },
    running: { name: 'utility:sync', variant: '' },
    done: { name: 'utility:success', variant: 'success' },
    failed: { name: 'utility:error', variant: 'error' },
    cancelled: { name: 'utility:ban', variant: '' }
};

/** What became of each record of a run, a page at a time, as a table that can be narrowed to one state. */
export default class ChohyoRunParcels extends NavigationMixin(
    LightningElement
) {
    @api runId: string;
    /** The pages of all records are in one PDF: there is nothing to open for each. */
    @api merged = false;

    labels = labels;
    parcels: Parcel[] = [];
    next: string | null = null;
    problem: ApiProblem | null = null;
    state: ParcelState | '' = '';
    hasChosen = false;
    isLoading = false;
    isStale = false;
    isFresh = true;
    now: Counts | null = null;
    isOver = false;

    /** The counts of the run: when they change, so has the table. */
    @api
    get counts(): Counts | null {
        return this.now;
    }

    set counts(counts: Counts | null) {
        const hasChanged = JSON.stringify(counts) !== JSON.stringify(this.now);
        this.now = counts;
        if (hasChanged && this.isConnected) {
            void this.refresh();
        }
    }

    /** Whether the run has ended: then its failures come first, unless the user looks at something else. */
    @api
    get over(): boolean {
        return this.isOver;
    }

    set over(over: boolean) {
        this.isOver = over;
        if (!this.hasChosen) {
            this.show(over && this.now?.failed ? 'failed' : '');
        }
    }

    connectedCallback() {
        void this.refresh();
    }

    get options() {
        const counts = this.now;
        const total = counts
            ? STATES.reduce((sum, state) => sum + counts[state], 0)
            : 0;
        return [
            {
                value: '',
                label: fill(labels.option, labels.all, sayNumber(total))
            },
            ...STATES.map((state) => ({
                value: state,
                label: fill(
                    labels.option,
                    labels[state],
                    sayNumber(counts?.[state] ?? 0)
                )
            }))
        ];
    }

    get rows() {
        return this.parcels.map((parcel) => ({
            id: parcel.id,
            name: parcel.recordName ?? parcel.recordId,
            state: labels[parcel.state],
            icon: ICONS[parcel.state],
            fileName: this.merged ? undefined : parcel.document?.fileName,
            problem: sayProblem(parcel)
        }));
    }

    get hasDocuments(): boolean {
        return !this.merged;
    }

    get isEmpty(): boolean {
        return (
            !this.isFresh &&
            !this.isLoading &&
            this.parcels.length === 0 &&
            !this.problem
        );
    }

    get hasRows(): boolean {
        return this.parcels.length > 0;
    }

    handleShow(event: CustomEvent<{ value: ParcelState | '' }>) {
        this.hasChosen = true;
        this.show(event.detail.value);
    }

    handleMore() {
        void this.load(this.next!);
    }

    handleRefresh() {
        void this.refresh();
    }

    handleRecord(event: Event) {
        this[NavigationMixin.Navigate]({
            type: 'standard__recordPage',
            attributes: {
                recordId: this.parcelOf(event).recordId,
                actionName: 'view'
            }
        });
    }

    async handleDocument(event: Event) {
        const { document } = this.parcelOf(event);
        if (document?.salesforce) {
            this[NavigationMixin.Navigate]({
                type: 'standard__namedPage',
                attributes: { pageName: 'filePreview' },
                state: {
                    selectedRecordId: document.salesforce.contentDocumentId
                }
            });
            return;
        }
        try {
            await saveToComputer(document!);
        } catch (error) {
            this.problem = toProblem(error);
        }
    }

    parcelOf(event: Event): Parcel {
        const { id } = (event.currentTarget as HTMLElement).dataset;
        return this.parcels.find((parcel) => parcel.id === id)!;
    }

    show(state: ParcelState | '') {
        if (state === this.state) {
            return;
        }
        this.state = state;
        this.parcels = [];
        this.next = null;
        if (this.isConnected) {
            void this.refresh();
        }
    }

    async refresh() {
        if (this.isLoading) {
            this.isStale = true;
            return;
        }
        await this.load();
        if (this.isStale) {
            this.isStale = false;
            await this.refresh();
        }
    }

    async load(after?: string) {
        const { runId, state } = this;
        this.isLoading = true;
        this.problem = null;
        try {
            const page = await listParcels({
                runId,
                state: state || undefined,
                after
            });
            if (state === this.state) {
                this.take(page.parcels, page.next, after);
            }
        } catch (error) {
            this.problem = toProblem(error);
        }
        this.isLoading = false;
        this.isFresh = false;
    }

    // A newer first page keeps the pages behind it, which the user has asked for.
    take(parcels: Parcel[], next: string | null, after?: string) {
        const ids = new Set(parcels.map(({ id }) => id));
        const others = this.parcels.filter(({ id }) => !ids.has(id));
        const isWhole = !after && next === null;
        const hasMore = others.length > 0 && !after && !isWhole;
        this.parcels = after
            ? [...others, ...parcels]
            : isWhole
              ? parcels
              : [...parcels, ...others];
        this.next = hasMore ? this.next : next;
    }
}

function sayProblem({ error, nextTryAt, attempt }: Parcel): string {
    if (!error) {
        return '';
    }
    return nextTryAt
        ? `${error.message} ${fill(labels.next, sayTime(nextTryAt), attempt + 1)}`
        : error.message;
}
