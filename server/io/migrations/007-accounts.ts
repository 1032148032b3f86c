import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Roles get the auditor, who reads everything of the tenant and changes nothing. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql.raw(roles).execute(db)
}

const roles = `
alter table user_account drop constraint user_account_role_check, add constraint user_account_role_check check (role in ('admin', 'general', 'auditor'));
alter table api_key drop constraint api_key_role_check, add constraint api_key_role_check check (role in ('admin', 'general', 'auditor'))`
