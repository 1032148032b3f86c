import { LightningElement } from 'lwc';

export default class ChohyoGenerateRelatedAction extends LightningElement {}
