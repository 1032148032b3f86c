import { LightningElement } from 'lwc';

export default class ChohyoGenerateCard extends LightningElement {}
