import { LightningElement, api } from 'lwc'
import { words } from '../../../words.ts'

export interface Token { token: string, address: string }

/** What shows the certificate of erasure later; it is seen this once. */
export default class TokenCard extends LightningElement {
  @api token: Token

  words = words
}
