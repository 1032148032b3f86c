import { LightningElement } from 'lwc';

export default class ChohyoRecentDocuments extends LightningElement {}
