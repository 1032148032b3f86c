import { LightningElement, api } from 'lwc';
import type { ApiProblem } from 'c/chohyoErrors';
import labels from './labels';

/** Before there is something to choose: waiting, why it did not come, or that there is nothing. Fires `retry`. */
export default class ChohyoOpening extends LightningElement {
    /** Why there are no choices. */
    @api problem: ApiProblem | null = null;
    /** What there is nothing of, as a sentence. */
    @api nothing = '';

    labels = labels;

    handleRetry() {
        this.dispatchEvent(new CustomEvent('retry'));
    }
}
