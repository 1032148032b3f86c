import { LightningElement } from 'lwc';

export default class ChohyoRunProgress extends LightningElement {}
