import { LightningElement, api } from 'lwc';
import { describeObject } from 'c/chohyoApi';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { listFilterFields, type FilterField } from 'c/chohyoFilterRow';
import type { Condition, Filter } from 'c/chohyoApi';
import labels from './labels';

interface Row {
    id: number;
    number: number;
    condition: Condition | null;
}

/** The service takes at most this many conditions in one list. */
const MOST = 50;

/** Which records of an object: conditions that must all hold, or any of them. Fires `filter` with it, or with null while it is not complete. */
export default class ChohyoFilterBuilder extends LightningElement {
    @api disabled = false;

    labels = labels;
    fields: FilterField[] | null = null;
    problem: ApiProblem | null = null;
    rows: Row[] = [];
    join: 'all' | 'any' = 'all';
    joins = [
        { label: labels.all, value: 'all' },
        { label: labels.any, value: 'any' }
    ];
    lastId = 0;
    object = '';

    @api
    get objectName(): string {
        return this.object;
    }

    set objectName(objectName: string) {
        if (objectName && objectName !== this.object) {
            this.object = objectName;
            void this.open();
        }
    }

    get isLoading(): boolean {
        return !this.fields && !this.problem;
    }

    get hasMany(): boolean {
        return this.rows.length > 1;
    }

    get isFull(): boolean {
        return this.disabled || this.rows.length >= MOST;
    }

    /** Null while a row is not complete: then nothing may be started with it. */
    get filter(): Filter | null {
        const conditions = this.rows.map(({ condition }) => condition);
        const complete = conditions.filter((condition) => condition !== null);
        if (complete.length === 0 || complete.length < conditions.length) {
            return null;
        }
        return this.join === 'any' ? { any: complete } : { all: complete };
    }

    handleJoin(event: CustomEvent<{ value: 'all' | 'any' }>) {
        this.join = event.detail.value;
        this.tell();
    }

    handleAdd() {
        this.setRows([...this.rows, this.newRow()]);
    }

    handleCondition(event: CustomEvent<{ condition: Condition | null }>) {
        const id = this.idOf(event);
        const { condition } = event.detail;
        this.setRows(
            this.rows.map((row) => ({
                ...row,
                condition: row.id === id ? condition : row.condition
            }))
        );
    }

    handleRemove(event: Event) {
        const id = this.idOf(event);
        const others = this.rows.filter((row) => row.id !== id);
        this.setRows(others.length > 0 ? others : [this.newRow()]);
    }

    handleOpenAgain() {
        void this.open();
    }

    async open() {
        const object = this.object;
        this.fields = null;
        this.problem = null;
        this.setRows([this.newRow()]);
        try {
            const { fields } = await describeObject(object);
            if (object === this.object) {
                this.fields = listFilterFields(fields);
            }
        } catch (error) {
            if (object === this.object) {
                this.problem = toProblem(error);
            }
        }
    }

    idOf(event: Event): number {
        return Number((event.currentTarget as HTMLElement).dataset.id);
    }

    newRow(): Row {
        return { id: ++this.lastId, number: 0, condition: null };
    }

    setRows(rows: Row[]) {
        this.rows = rows.map((row, position) => ({
            ...row,
            number: position + 1
        }));
        this.tell();
    }

    tell() {
        const { filter } = this;
        this.dispatchEvent(new CustomEvent('filter', { detail: { filter } }));
    }
}
