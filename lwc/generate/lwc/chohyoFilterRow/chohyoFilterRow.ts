import { LightningElement, api } from 'lwc';
import { fill } from 'c/chohyoWords';
import type { Condition } from 'c/chohyoApi';
import type { FilterField } from './fields';
import labels from './labels';
import {
    isFilled,
    operatorsOf,
    type Form,
    type Input,
    type Operator
} from './operators';
import { periods } from './periods';

export { listFilterFields } from './fields';
export type { FilterField } from './fields';

/**
 * One condition: a field, how it is compared, with what. Fires `condition` with it, or with null while it is not complete, and `remove`.
 */
export default class ChohyoFilterRow extends LightningElement {
    @api fields: FilterField[] = [];
    /** Which row this is, from one: tells rows apart for a screen reader. */
    @api number = 1;
    @api disabled = false;

    labels = labels;
    periods = periods;
    path = '';
    operatorName = '';
    input: Input = '';

    get group(): string {
        return fill(labels.row, this.number);
    }

    get fieldOptions() {
        return this.fields.map(({ path, label }) => ({ value: path, label }));
    }

    get field(): FilterField | undefined {
        return this.fields.find(({ path }) => path === this.path);
    }

    get operators(): Operator[] {
        return this.field ? operatorsOf(this.field.kind) : [];
    }

    get operatorOptions() {
        return this.operators.map(({ name, label }) => ({
            value: name,
            label
        }));
    }

    get operator(): Operator | undefined {
        return this.operators.find(({ name }) => name === this.operatorName);
    }

    get hasNoField(): boolean {
        return this.disabled || !this.field;
    }

    /** For the template: `is.text`, `is.values` … */
    get is(): Partial<Record<Form, boolean>> {
        return this.operator ? { [this.operator.form]: true } : { text: true };
    }

    get values() {
        return this.field?.values ?? [];
    }

    get condition(): Condition | null {
        const { field, operator, input } = this;
        if (!field || !operator || !isFilled(operator.form, input)) {
            return null;
        }
        return {
            path: field.path,
            op: operator.op,
            value: operator.toValue(input)
        };
    }

    handleField(event: CustomEvent<{ value: string }>) {
        this.path = event.detail.value;
        this.operatorName = this.operators[0]?.name ?? '';
        this.empty();
        this.tell();
    }

    handleOperator(event: CustomEvent<{ value: string }>) {
        const form = this.operator?.form;
        this.operatorName = event.detail.value;
        if (this.operator?.form !== form) {
            this.empty();
        }
        this.tell();
    }

    handleInput(event: CustomEvent<{ value: Input }>) {
        this.input = event.detail.value;
        this.tell();
    }

    handleRemove() {
        this.dispatchEvent(new CustomEvent('remove'));
    }

    empty() {
        this.input = this.operator?.form === 'values' ? [] : '';
    }

    tell() {
        const { condition } = this;
        this.dispatchEvent(
            new CustomEvent('condition', { detail: { condition } })
        );
    }
}
