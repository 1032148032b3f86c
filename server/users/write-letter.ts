import type { Letter } from '../io/mail.ts'
import type { Language } from './schema.ts'

/** What happened to an account, as its owner is told. */
export type News = 'password' | 'factor' | 'mail' | 'recovery-code' | 'reset-factors'

const NEWS: Readonly<Record<News, Record<Language, string>>> = {
  password: { en: 'The password of your account was changed.', ja: 'アカウントのパスワードが変更されました。' },
  factor: { en: 'A second factor was added to your account or removed from it.', ja: 'アカウントの二要素認証が追加または削除されました。' },
  mail: { en: 'The mail address of your account was changed; this one is used no more.', ja: 'アカウントのメールアドレスが変更されました。今後このアドレスには送信されません。' },
  'recovery-code': { en: 'A recovery code was used to sign in to your account.', ja: 'リカバリーコードを使ってアカウントへのサインインが行われました。' },
  'reset-factors': { en: 'An admin of your org removed the second factors of your account.', ja: '管理者がアカウントの二要素認証を解除しました。' }
}

interface To { to: string, language: Language, org: string }

/** A link to set a password with. The mail holds no other secret, and no password. */
export function writeInvite ({ to, language, org, link, kind, hours }: To & { link: string, kind: 'invite' | 'reset', hours: number }): Letter {
  if (language === 'ja') {
    const subject = kind === 'invite' ? `Chohyo への招待: ${org}` : 'Chohyo のパスワード再設定'
    const why = kind === 'invite' ? `${org} の Chohyo に招待されました。次のリンクを開き、パスワードを設定してください。` : 'パスワードの再設定が依頼されました。次のリンクを開き、新しいパスワードを設定してください。'
    return { to, subject, text: `${why}\n\n${link}\n\nこのリンクは ${hours} 時間以内に 1 回だけ使えます。心当たりがない場合は、このメールを破棄してください。\n` }
  }
  const subject = kind === 'invite' ? `You are invited to Chohyo: ${org}` : 'Set a new password for Chohyo'
  const why = kind === 'invite' ? `You are invited to the Chohyo of ${org}. Open this link and set a password:` : 'Somebody asked for a new password for your account. Open this link and set it:'
  return { to, subject, text: `${why}\n\n${link}\n\nThe link works once, within ${hours} hours. If you did not expect this mail, throw it away.\n` }
}

/** Tells the owner of an account what was changed in it. */
export function writeNews ({ to, language, org, news }: To & { news: News }): Letter {
  return language === 'ja'
    ? { to, subject: 'Chohyo アカウントの変更のお知らせ', text: `${NEWS[news].ja}\n\n組織: ${org}\n\n心当たりがない場合は、すぐに組織の管理者に連絡してください。\n` }
    : { to, subject: 'Your Chohyo account was changed', text: `${NEWS[news].en}\n\nOrg: ${org}\n\nIf it was not you, tell an admin of your org at once.\n` }
}
