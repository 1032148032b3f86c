import type { Place } from '../io/secrets.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openText, sealText } from '../tenants/seal-text.ts'

type Secrets = Pick<Tenant, 'secrets'>

/** The name of a document's file as it is kept: it often names the customer. */
export async function sealName (tenant: Secrets, id: string, fileName: string): Promise<string> {
  return sealText(tenant, placeOf(id), fileName)
}

/** Errors: KeyUnusable, KeysDestroyed. */
export async function openName (tenant: Secrets, id: string, kept: string): Promise<string> {
  return openText(tenant, placeOf(id), kept)
}

function placeOf (id: string): Place {
  return { table: 'document', column: 'file_name', row: id }
}
