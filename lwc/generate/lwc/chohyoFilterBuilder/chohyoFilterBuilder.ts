import { LightningElement } from 'lwc';

export default class ChohyoFilterBuilder extends LightningElement {}
