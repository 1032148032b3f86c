import { LightningElement, api } from 'lwc';
import { fill } from 'c/chohyoWords';
import type { ApiProblem } from 'c/chohyoErrors';
import type { Problem } from 'c/chohyoApi';
import labels from './labels';

/** Says what failed and what to do; code and request id for whoever is asked. Fires `retry` when the user wants to try again. */
export default class ChohyoErrorPanel extends LightningElement {
    /** The problem, as a call throws it or as a document carries it. */
    @api problem: ApiProblem | Problem;
    /** Whether trying again may help. */
    @api canRetry = false;
    /** A further sentence: what is safe, what was kept. */
    @api hint = '';

    labels = labels;

    get sentence(): string {
        return 'detail' in this.problem
            ? this.problem.detail
            : this.problem.message;
    }

    get code(): string {
        return fill(labels.code, this.problem.code);
    }

    get request(): string {
        const id =
            'requestId' in this.problem ? this.problem.requestId : undefined;
        return id ? fill(labels.request, id) : '';
    }

    handleRetry() {
        this.dispatchEvent(new CustomEvent('retry'));
    }
}
