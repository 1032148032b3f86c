import { LightningElement, api } from 'lwc';
import {
    registerRefreshHandler,
    unregisterRefreshHandler
} from 'lightning/refresh';
import { listChoices, listDocuments } from 'c/chohyoApi';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { watch } from 'c/chohyoWatch';
import type { ChohyoDocument, DocumentList } from 'c/chohyoApi';
import labels from './labels';

/** How many documents are shown at first, and each time more are asked for. */
const STEP = 5;

/** On a record page: the newest documents of the record. Follows those being made, and looks again when the page is refreshed. */
export default class ChohyoRecentDocuments extends LightningElement {
    @api objectApiName: string;

    labels = labels;
    documents: ChohyoDocument[] | null = null;
    next: string | null = null;
    names: Record<string, string> = {};
    problem: ApiProblem | null = null;
    shown = STEP;
    isLoading = false;
    record = '';
    refreshId: number;
    stopWatching = () => {};

    @api
    get recordId(): string {
        return this.record;
    }

    set recordId(recordId: string) {
        if (recordId && recordId !== this.record) {
            this.record = recordId;
            this.documents = null;
            this.shown = STEP;
            if (this.isConnected) {
                this.open();
            }
        }
    }

    connectedCallback() {
        this.refreshId = registerRefreshHandler(this, () => this.refresh());
        if (this.record) {
            this.open();
        }
    }

    disconnectedCallback() {
        unregisterRefreshHandler(this.refreshId);
        this.stopWatching();
    }

    get items() {
        return (this.documents ?? []).slice(0, this.shown).map((document) => ({
            id: document.id,
            document,
            label: this.names[document.mapping] ?? document.mapping
        }));
    }

    get isFirst(): boolean {
        return !this.documents && !this.problem;
    }

    get isEmpty(): boolean {
        return this.documents?.length === 0;
    }

    get hasMore(): boolean {
        return this.shown < (this.documents?.length ?? 0) || this.next !== null;
    }

    handleRefresh() {
        void this.refresh();
    }

    async handleMore() {
        this.shown += STEP;
        if (this.next && this.shown > this.documents!.length) {
            await this.load(this.next);
        }
    }

    open() {
        void this.nameMappings();
        void this.refresh();
    }

    /** Looks again. Lightning waits for it when the page is refreshed. */
    async refresh(): Promise<boolean> {
        await this.load();
        return true;
    }

    async load(after?: string) {
        const recordId = this.record;
        if (!recordId) {
            return;
        }
        this.isLoading = true;
        try {
            const page = await listDocuments({ recordId, after });
            if (recordId === this.record && this.isConnected) {
                this.take(page, after);
            }
        } catch (error) {
            if (recordId === this.record) {
                this.problem = toProblem(error);
            }
        }
        this.isLoading = false;
    }

    take({ documents, next }: DocumentList, after?: string) {
        this.problem = null;
        this.documents = after ? [...this.documents!, ...documents] : documents;
        this.next = next;
        this.stopWatching();
        if (!after && documents.some(isUnderWay)) {
            this.follow();
        }
    }

    follow() {
        const recordId = this.record;
        this.stopWatching = watch<DocumentList>({
            ask: () => listDocuments({ recordId }),
            isOver: ({ documents }) => !documents.some(isUnderWay),
            onanswer: ({ documents, next }) => {
                this.documents = documents;
                this.next = next;
            },
            onlost: () => {},
            onrefused: (problem) => {
                this.problem = problem;
            }
        });
    }

    // Without the names of the mappings the list is still one.
    async nameMappings() {
        try {
            const { choices } = await listChoices({ recordId: this.record });
            this.names = Object.fromEntries(
                choices.map(({ mapping, label }) => [mapping, label])
            );
        } catch {
            this.names = {};
        }
    }
}

function isUnderWay({ state }: ChohyoDocument): boolean {
    return state === 'queued';
}
