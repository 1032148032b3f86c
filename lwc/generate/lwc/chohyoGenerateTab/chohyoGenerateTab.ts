import { LightningElement } from 'lwc';

export default class ChohyoGenerateTab extends LightningElement {}
