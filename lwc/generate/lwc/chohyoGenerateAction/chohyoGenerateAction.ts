import { LightningElement, api } from 'lwc';
import { CloseActionScreenEvent } from 'lightning/actions';
import type ChohyoGenerate from 'c/chohyoGenerate';
import type { Stage, StageChange } from 'c/chohyoGenerate';
import labels from './labels';

/** The quick action of a record: make a document in a window over the page. */
export default class ChohyoGenerateAction extends LightningElement {
    @api recordId: string;
    @api objectApiName: string;

    labels = labels;
    stage: Stage = 'loading';
    primaryLabel = '';

    get canGenerate(): boolean {
        return this.stage === 'choosing';
    }

    /** Closing while it is under way stops nothing: so it is not called cancelling. */
    get closeLabel(): string {
        return this.stage === 'choosing' || this.stage === 'loading'
            ? labels.cancel
            : labels.close;
    }

    handleStage(event: CustomEvent<StageChange>) {
        this.stage = event.detail.stage;
        this.primaryLabel = event.detail.label;
    }

    handleGenerate() {
        (this.refs!.generate as unknown as ChohyoGenerate).generate();
    }

    handleClose() {
        this.dispatchEvent(new CloseActionScreenEvent());
    }
}
