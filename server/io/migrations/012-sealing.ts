import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What was kept before columns and files were sealed is sealed in the background (works/seal-old.ts): for whom that is still to be done, and the right to do it. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql.raw(`
    alter table tenant add sealed_at timestamptz;
    alter table tenant alter sealed_at set default now();
    grant select (sealed_at) on tenant to chohyo_door;
    create function seal_version () returns trigger language plpgsql as $$
    begin
      if jsonb_typeof(old.body) = 'string' or jsonb_typeof(new.body) <> 'string' then
        raise exception 'permission denied: a published version is not changed' using errcode = 'insufficient_privilege';
      end if;
      return new;
    end $$;
    create trigger version_sealed_once before update on definition_version for each row execute function seal_version();
    grant update (body) on definition_version to chohyo_app
  `).execute(db)
}
