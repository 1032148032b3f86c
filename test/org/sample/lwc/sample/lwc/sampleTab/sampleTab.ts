import { LightningElement } from 'lwc';
import { words } from 'c/sampleWords';

/** The tab. */
export default class SampleTab extends LightningElement {
    words = words;
}
