import { LightningElement } from 'lwc';

export default class ChohyoPreviewPane extends LightningElement {}
