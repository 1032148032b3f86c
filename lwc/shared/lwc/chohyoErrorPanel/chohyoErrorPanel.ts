import { LightningElement } from 'lwc';

export default class ChohyoErrorPanel extends LightningElement {}
