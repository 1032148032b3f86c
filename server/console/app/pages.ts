/** The places of the settings, by their addresses under `/settings`; `home` is their list. */
export const SETTINGS_PARTS = ['home', 'account', 'users', 'api-keys', 'histories', 'ledger', 'tenant', 'keys', 'offboarding'] as const
export type SettingsPart = typeof SETTINGS_PARTS[number]

/** The kinds of the histories; each is a page of its own. */
export const HISTORY_KINDS = ['login', 'output', 'job', 'change'] as const

/** The pages of the console. Each has an address that can be kept, sent and gone back to. */
export type Page =
  /** `to`: where to go afterwards; `problem`: the code of what went wrong elsewhere, else empty. */
  | { name: 'sign-in', to: string, problem: string }
  /** Where links in letters lead to; their tokens stand behind the `#`. */
  | { name: 'invite' | 'reset' }
  | { name: 'list', object: string, search: string, sort: string }
  | { name: 'record', id: string }
  | { name: 'generate' }
  | { name: 'search', text: string }
  /** `kind`: which of the histories, else empty; `query`: what is looked for, as it stands in the address. */
  | { name: 'settings', part: SettingsPart, kind: string, query: string }
  | { name: 'unknown' }

const HOME: Page = { name: 'list', object: 'Quote', search: '', sort: '' }

/** The page of an address. Records are found by their addresses in Lightning Experience too. */
export function readAddress (path: string, query: string): Page {
  const words = new URLSearchParams(query)
  const [, first = '', second = '', ...rest] = path.replace(/\/$/, '').split('/')
  const [, , , id = ''] = /^\/(lightning\/)?r\/(\w+\/)?([A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?)(\/view)?\/?$/.exec(path) ?? []
  if (id !== '') return { name: 'record', id }
  if (first === 'settings') return readSettings([second, ...rest], words)
  if (rest.length > 0) return { name: 'unknown' }
  if (first === '') return HOME
  if (first === 'sign-in' && second === '') return { name: 'sign-in', to: ownAddress(words.get('to')), problem: codeOf(words.get('problem')) }
  if ((first === 'invite' || first === 'reset') && second === '') return { name: first }
  if (first === 'generate' && second === '') return { name: 'generate' }
  if (first === 'search' && second === '') return { name: 'search', text: words.get('q') ?? '' }
  if (first === 'o' && /^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(second)) return { name: 'list', object: second, search: words.get('q') ?? '', sort: words.get('sort') ?? '' }
  return { name: 'unknown' }
}

export function addressOf (page: Page): string {
  switch (page.name) {
    case 'sign-in': return withQuery('/sign-in', { to: page.to === '/' ? '' : page.to, problem: page.problem })
    case 'list': return withQuery(`/o/${page.object}`, { q: page.search, sort: page.sort })
    case 'record': return `/r/${page.id}`
    case 'generate': return '/generate'
    case 'search': return withQuery('/search', { q: page.text })
    case 'settings': return `${['/settings', ...page.part === 'home' ? [] : [page.part], ...page.kind === '' ? [] : [page.kind]].join('/')}${page.query === '' ? '' : `?${page.query}`}`
    case 'invite': case 'reset': return `/${page.name}`
    case 'unknown': return '/'
  }
}

function readSettings ([part = '', kind = '', ...rest]: string[], words: URLSearchParams): Page {
  const found = SETTINGS_PARTS.find((one) => one === (part || 'home'))
  const query = words.toString()
  if (found === undefined || part === 'home' || rest.length > 0) return { name: 'unknown' }
  if (found !== 'histories') return kind === '' ? { name: 'settings', part: found, kind, query } : { name: 'unknown' }
  const known = HISTORY_KINDS.find((one) => one === (kind || 'login'))
  return known ? { name: 'settings', part: found, kind: known, query } : { name: 'unknown' }
}

/** Where to go in Salesforce's words: https://developer.salesforce.com/docs/platform/lwc/guide/reference-page-reference-type */
export interface PageReference { type: string, attributes?: Record<string, unknown>, state?: Record<string, string> }

/** The page a component means, as far as the console has one. */
export function pageOfReference ({ type, attributes = {} }: PageReference): Page {
  const text = (name: string): string => typeof attributes[name] === 'string' ? attributes[name] : ''
  if (type === 'standard__recordPage') return readAddress(`/r/${text('recordId')}`, '')
  if (type === 'standard__objectPage') return readAddress(`/o/${text('objectApiName')}`, '')
  if (type === 'standard__navItemPage' && text('apiName') === 'Chohyo_Generate') return { name: 'generate' }
  return { name: 'unknown' }
}

/** The same page in Salesforce's words, for components that ask where they are. */
export function referenceOf (page: Page): PageReference {
  switch (page.name) {
    case 'record': return { type: 'standard__recordPage', attributes: { recordId: page.id, actionName: 'view' } }
    case 'list': return { type: 'standard__objectPage', attributes: { objectApiName: page.object, actionName: 'list' } }
    case 'generate': return { type: 'standard__navItemPage', attributes: { apiName: 'Chohyo_Generate' } }
    default: return { type: 'standard__namedPage', attributes: { pageName: 'home' } }
  }
}

function withQuery (path: string, query: Record<string, string>): string {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  return words.size > 0 ? `${path}?${words.toString()}` : path
}

/** An address of this site; anything else would send people away after they signed in. */
function ownAddress (address: string | null): string {
  if (address === null || !/^\/(?![/\\])[^\\]*$/.test(address)) return '/'
  return ['sign-in', 'invite', 'reset'].includes(readAddress(new URL(address, 'http://here').pathname, '').name) ? '/' : address
}

/** Codes only: what else stands there is not repeated. */
function codeOf (problem: string | null): string {
  return problem !== null && /^CHOHYO_[A-Z_]{1,60}$/.test(problem) ? problem : ''
}
