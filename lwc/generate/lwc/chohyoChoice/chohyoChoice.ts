import { LightningElement, api } from 'lwc';
import { fill, sayLanguage, tellsLanguage } from 'c/chohyoWords';
import type { Choice } from 'c/chohyoApi';
import labels from './labels';

/** More choices than this are a list to open, not one to read. */
const READABLE = 5;

/** Which document is made, by name and language. Fires `choose` with the mapping. */
export default class ChohyoChoice extends LightningElement {
    @api choices: Choice[] = [];
    /** The chosen mapping. */
    @api mapping = '';
    @api disabled = false;

    labels = labels;

    get only(): string {
        const [choice, ...others] = this.choices;
        return choice && others.length === 0 ? this.say(choice) : '';
    }

    get isRadio(): boolean {
        return this.choices.length <= READABLE;
    }

    get options() {
        return this.choices.map((choice) => ({
            label: this.say(choice),
            value: choice.mapping
        }));
    }

    handleChange(event: CustomEvent<{ value: string }>) {
        const mapping = event.detail.value;
        this.dispatchEvent(new CustomEvent('choose', { detail: { mapping } }));
    }

    say({ label, language }: Choice): string {
        return tellsLanguage(label, language)
            ? label
            : fill(labels.choice, label, sayLanguage(language));
    }
}
