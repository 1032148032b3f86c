import { files } from './files.ts'
import { invoices } from './invoices.ts'
import { catalogue } from './object.ts'
import type { SObject } from './object.ts'
import { quotes } from './quotes.ts'
import { sales } from './sales.ts'
import { sampler } from './sampler.ts'
import { setup } from './setup.ts'

/** Every object of the sandbox org, by lower-case name. Built once: nothing changes an object after this. */
export const allObjects: Map<string, SObject> = catalogue([...setup, ...sales, ...quotes, ...invoices, sampler, ...files])
