import { LightningElement } from 'lwc';

export default class ChohyoGenerate extends LightningElement {}
