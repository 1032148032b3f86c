import type { Org } from '../org.ts'
import { plantAccount } from './accounts.ts'
import { plant } from './plant.ts'
import { plantProducts } from './products.ts'
import { makeRandom } from './random.ts'
import { plantShowcase } from './showcase.ts'
import { plantStress } from './showcase-invoices.ts'
import { plantUsers } from './users.ts'

/** Raised whenever other rows are planted, so that changes kept over one seed are never replayed over another. */
export const edition = 1

export interface SeedSize {
  seed: number
  /** Accounts beside the showcase; everything else grows with them. */
  size: number
  stress: boolean
}

/** Fills an empty org. The same seed and size give the same rows with the same ids. */
export function plantOrg (org: Org, { seed, size, stress }: SeedSize): void {
  plantUsers(org)
  plant(org, 'Organization', {
    Id: org.id,
    Name: '株式会社帳票商事',
    PostalCode: '100-0005',
    Country: '日本',
    State: '東京都',
    City: '千代田区',
    Street: '丸の内1丁目9-2 グラントウキョウ 20階',
    Phone: '03-5555-0100',
    Fax: '03-5555-0199',
    PrimaryContact: org.users[0]?.name ?? null,
    DefaultLocaleSidKey: 'ja_JP',
    LanguageLocaleKey: 'ja',
    TimeZoneSidKey: 'Asia/Tokyo',
    OrganizationType: 'Enterprise Edition',
    InstanceName: 'JPN01',
    IsSandbox: true,
    FiscalYearStartMonth: 4,
    UsesStartDateAsFiscalYearName: true
  })
  const products = plantProducts(org)
  plantShowcase(org, products)
  const random = makeRandom(seed)
  for (let serial = 1; serial <= size; serial++) plantAccount({ org, random, products }, 1000 + serial)
  // Last, so that no other id depends on it.
  if (stress) org.records.stress = plantStress({ org, owner: org.users[1]?.id ?? '' }, org.records.account ?? '').Id
}
