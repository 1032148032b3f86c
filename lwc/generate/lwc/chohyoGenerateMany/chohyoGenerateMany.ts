import { LightningElement } from 'lwc';

export default class ChohyoGenerateMany extends LightningElement {}
