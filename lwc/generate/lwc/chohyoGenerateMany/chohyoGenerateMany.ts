import { LightningElement, api } from 'lwc';
import { startRun } from 'c/chohyoApi';
import { isOutcomeUnknown, toProblem, type ApiProblem } from 'c/chohyoErrors';
import { fill, sayNumber } from 'c/chohyoWords';
import type { Choice, Filter, Join, RunSource, StartRun } from 'c/chohyoApi';
import type { Saving } from 'c/chohyoSaving';
import { findTargets, MOST_CHOSEN, type Target } from './targets';
import labels from './labels';

type Stage =
    | 'loading'
    | 'stuck'
    | 'nothing'
    | 'choosing'
    | 'starting'
    | 'failed'
    | 'running';

/**
 * Makes documents of many records: of chosen ones (`record-ids`), of a related list of one record (`parent-id`, `object-api-name`), or of all that
 * meet a filter. Then shows the run. Fires `runstarted` with its id.
 */
export default class ChohyoGenerateMany extends LightningElement {
    /** Records chosen in a list. */
    @api recordIds: string[];
    /** The record whose related list is taken, and its object. */
    @api parentId: string;
    @api objectApiName: string;
    /** Offers only this mapping. */
    @api mapping: string;

    labels = labels;
    stage: Stage = 'loading';
    problem: ApiProblem | null = null;
    isUnknown = false;
    /** What can be taken: the chosen records, or each related list, or each object. */
    targets: Target[] = [];
    target: Target | null = null;
    chosen = '';
    filter: Filter | null = null;
    join: Join = 'separate';
    saving: Saving = 'file';
    request: StartRun | null = null;
    runId = '';
    joins = [
        { label: labels.separate, value: 'separate' },
        { label: labels.merged, value: 'merged' }
    ];

    connectedCallback() {
        void this.open();
    }

    /** For the template: `is.loading`, `is.choosing` … */
    get is(): Partial<Record<Stage, boolean>> {
        return { [this.stage]: true };
    }

    get isChosen(): boolean {
        return Boolean(this.recordIds);
    }

    get isFiltered(): boolean {
        return !this.isChosen && !this.parentId;
    }

    get isTooMany(): boolean {
        return this.isChosen && this.recordIds.length > MOST_CHOSEN;
    }

    get tooMany(): string {
        return fill(
            labels.tooMany,
            sayNumber(this.recordIds.length),
            sayNumber(MOST_CHOSEN)
        );
    }

    get chosenRecords(): string {
        return fill(
            labels.chosen,
            sayNumber(this.recordIds.length),
            this.target?.label
        );
    }

    get isOpening(): boolean {
        return ['loading', 'stuck', 'nothing'].includes(this.stage);
    }

    get nothing(): string {
        if (this.stage !== 'nothing') {
            return '';
        }
        return this.parentId ? labels.noList : labels.nothing;
    }

    get hasTargets(): boolean {
        return (
            !this.isChosen &&
            (Boolean(this.parentId) || this.targets.length > 1)
        );
    }

    get targetLabel(): string {
        return this.parentId ? labels.list : labels.object;
    }

    get targetOptions() {
        return this.targets.map(({ key, label }) => ({ value: key, label }));
    }

    get offered(): Choice[] {
        return this.target?.choices ?? [];
    }

    get isMerged(): boolean {
        return this.join === 'merged';
    }

    get source(): RunSource | null {
        if (this.isChosen) {
            return this.isTooMany ? null : { recordIds: [...this.recordIds] };
        }
        if (this.parentId && this.target) {
            return { parentId: this.parentId, relationship: this.target.key };
        }
        return this.filter ? { filter: this.filter } : null;
    }

    get cannotStart(): boolean {
        return this.stage === 'starting' || !this.source || !this.chosen;
    }

    get hint(): string {
        return this.isUnknown ? labels.unknown : '';
    }

    handleOpenAgain() {
        void this.open();
    }

    handleTarget(event: CustomEvent<{ value: string }>) {
        this.take(this.targets.find(({ key }) => key === event.detail.value)!);
    }

    handleChoose(event: CustomEvent<{ mapping: string }>) {
        this.chosen = event.detail.mapping;
    }

    handleFilter(event: CustomEvent<{ filter: Filter | null }>) {
        this.filter = event.detail.filter;
    }

    handleJoin(event: CustomEvent<{ value: Join }>) {
        this.join = event.detail.value;
        if (this.isMerged && this.saving === 'version') {
            this.saving = 'file';
        }
    }

    handleSaving(event: CustomEvent<{ saving: Saving }>) {
        this.saving = event.detail.saving;
    }

    handleStart() {
        if (this.cannotStart) {
            return;
        }
        void this.start({
            mapping: this.chosen,
            source: this.source!,
            join: this.join,
            save: this.saving !== 'none',
            saveAs: this.saving === 'none' ? 'file' : this.saving,
            requestKey: crypto.randomUUID()
        });
    }

    /** The same request with the same key while nobody knows whether it was taken: a run is never started twice. */
    handleRetry() {
        const requestKey = this.isUnknown
            ? this.request!.requestKey
            : crypto.randomUUID();
        void this.start({ ...this.request!, requestKey });
    }

    handleBack() {
        this.stage = 'choosing';
    }

    async open() {
        this.problem = null;
        this.stage = 'loading';
        try {
            const {
                recordIds,
                parentId,
                objectApiName: objectName,
                mapping
            } = this;
            const targets = await findTargets({
                recordIds,
                parentId,
                objectName,
                mapping
            });
            this.targets = targets;
            this.stage = targets.length > 0 ? 'choosing' : 'nothing';
            if (targets[0]) {
                this.take(targets[0]);
            }
        } catch (error) {
            this.problem = toProblem(error);
            this.stage = 'stuck';
        }
    }

    take(target: Target) {
        this.target = target;
        this.chosen = target.choices[0]?.mapping ?? '';
        this.filter = null;
    }

    async start(request: StartRun) {
        this.request = request;
        this.stage = 'starting';
        try {
            const { id: runId } = await startRun(request);
            this.runId = runId;
            this.stage = 'running';
            this.dispatchEvent(
                new CustomEvent('runstarted', { detail: { runId } })
            );
        } catch (error) {
            this.problem = toProblem(error);
            this.isUnknown = isOutcomeUnknown(this.problem);
            this.stage = 'failed';
        }
    }
}
