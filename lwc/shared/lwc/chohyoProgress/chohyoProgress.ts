import { LightningElement } from 'lwc';

export default class ChohyoProgress extends LightningElement {}
