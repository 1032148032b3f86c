import { LightningElement } from 'lwc';

export default class ChohyoGenerateAction extends LightningElement {}
