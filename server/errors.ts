import create from '@fastify/error'

/**
 * Every error we can name: a stable code, a sentence that says what failed and what to do next, a status.
 * Throw at the first place that knows; app.ts turns it into problem+json (RFC 9457), worker.ts into the parcel's last error.
 * Sentences go to the outside: no SQL, no token, no path of this machine.
 */

// Remembers what stands in a sentence's %s, so that the same error can be said in another language (errors-ja.ts).
const createError = ((...definition: Parameters<typeof create>) => {
  const Named = create(...definition)
  const remembering = function (...args: unknown[]) {
    return Object.assign(new (Named as new (...args: unknown[]) => Error)(...args), { args })
  }
  remembering.prototype = Named.prototype as object
  return remembering
}) as unknown as typeof create

// io: the outside world
export const ConfigInvalid = createError('CHOHYO_CONFIG_INVALID', 'The setting %s is not usable: %s. Correct it and start again.', 500)
export const DataFolderInUse = createError('CHOHYO_DATA_FOLDER_IN_USE', 'Another process (%s) already uses the data folder %s. Stop it, or set DATA_DIR to another folder.', 500)
export const PostgresMissing = createError('CHOHYO_POSTGRES_MISSING', 'The embedded PostgreSQL is not there for this system (%s). Set DATABASE_URL to a PostgreSQL of your own.', 500)
export const PostgresFailed = createError('CHOHYO_POSTGRES_FAILED', 'The embedded PostgreSQL did not start: %s', 500)
export const DatabaseNotReady = createError('CHOHYO_DATABASE_NOT_READY', 'The tables of the database could not be brought up to date (%s). Nothing was changed; correct it and start again.', 500)
export const FileKeyInvalid = createError('CHOHYO_FILE_KEY_INVALID', 'The key of a stored file is not made of plain ids. This is a fault of the program: please report it.', 500)
export const KeyUnusable = createError('CHOHYO_KEY_UNUSABLE', '%s. Restore the root key in DATA_DIR/keys from its backup.', 500)
export const RootKeyUnavailable = createError('CHOHYO_ROOT_KEY_UNAVAILABLE', 'The key service did not do what was asked (%s), and nothing sealed can be read without it. Try again in a few minutes; if it stays so, check ROOT_KEY, its policy and the network.', 503)
export const BackupUnreadable = createError('CHOHYO_BACKUP_UNREADABLE', 'This file cannot be restored: %s. Take another backup.', 422)
export const BackupNotEmpty = createError('CHOHYO_BACKUP_NOT_EMPTY', 'There are tenants in this installation already. Restore into a new one: an empty database and an empty DATA_DIR with the same root key.', 409)
export const KeysDestroyed = createError('CHOHYO_KEYS_DESTROYED', 'The keys of this org were destroyed at the wish of its admins, so nothing that was kept for it can be read any more. Ask the operator what shall become of what is left.', 410)
export const FileMissing = createError('CHOHYO_FILE_MISSING', 'The stored bytes of this document are gone or damaged. Ask the operator to look at the file store.', 500)

// chrome: printing
export const GlyphMissing = createError('CHOHYO_GLYPH_MISSING', 'No font of this installation can draw %s. Replace the characters, or let the template allow missing glyphs.', 422)
export const RenderTimeout = createError('CHOHYO_RENDER_TIMEOUT', 'Printing was stopped after %s seconds. Make the document smaller or its styles simpler.', 422)
export const RenderFailed = createError('CHOHYO_RENDER_FAILED', 'Chrome could not print this document (%s). Look at its paper size, margins and styles.', 422)
export const RenderTooLarge = createError('CHOHYO_RENDER_TOO_LARGE', 'The document is too large to print: %s, allowed are %s. Split it or make it smaller.', 422)
export const AssetMissing = createError('CHOHYO_ASSET_MISSING', 'The template refers to %s, which is not a readable image among its assets. Add it to the template or correct the reference.', 422)
export const ChromeUnavailable = createError('CHOHYO_CHROME_UNAVAILABLE', 'Chrome cannot be started: %s', 503)
export const ChromeCrashed = createError('CHOHYO_CHROME_CRASHED', 'Chrome stopped while it printed this document. It has been replaced; try again.', 503)

// salesforce: what the org answers. Below 500: trying again changes nothing; 500 and above: it may.
export const SalesforceLoginRefused = createError('CHOHYO_SALESFORCE_LOGIN_REFUSED', 'Salesforce did not let %s log in (%s). %s', 403)
export const SalesforceSessionRefused = createError('CHOHYO_SALESFORCE_SESSION_REFUSED', 'Salesforce refused the session of %s again right after a new login. Ask your Salesforce admin to check the policies of the Chohyo app: IP ranges, session level, and that the API is enabled for this user.', 403)
export const SalesforceSessionExpired = createError('CHOHYO_SALESFORCE_SESSION_EXPIRED', 'The session of this user in Salesforce has ended. Try again.', 503)
export const SalesforceElsewhere = createError('CHOHYO_SALESFORCE_ELSEWHERE', 'Salesforce sent us to %s, but this tenant belongs to %s; nothing was sent there. Correct the address of the org in the tenant settings.', 502)
export const SalesforceUnreachable = createError('CHOHYO_SALESFORCE_UNREACHABLE', 'Salesforce cannot be reached (%s). Try again in a few minutes; if it stays so, check the address of the org and the network.', 503)
export const SalesforceUnavailable = createError('CHOHYO_SALESFORCE_UNAVAILABLE', 'Salesforce is not available at the moment (%s). Try again in a few minutes.', 503)
export const SalesforceTimedOut = createError('CHOHYO_SALESFORCE_TIMED_OUT', 'Salesforce did not finish its answer within %s seconds. Try again; if it stays so, let the View read fewer records or columns.', 504)
export const SalesforceBusy = createError('CHOHYO_SALESFORCE_BUSY', 'The org has too many requests running at the same time. Try again in a minute.', 503)
export const SalesforceLimitReached = createError('CHOHYO_SALESFORCE_LIMIT_REACHED', 'The org has used up its API requests of the last 24 hours. Wait until older requests no longer count, or ask your Salesforce admin for more.', 503)
export const SalesforceRowLocked = createError('CHOHYO_SALESFORCE_ROW_LOCKED', 'Someone else is changing this record in Salesforce at the moment. Try again.', 503)
export const SalesforceRefused = createError('CHOHYO_SALESFORCE_REFUSED', 'Salesforce refused the request: %s: %s', 422)
export const SalesforceDuplicate = createError('CHOHYO_SALESFORCE_DUPLICATE', 'This file is already in Salesforce under the same key. It was not saved a second time.', 409)
export const SalesforceTruncated = createError('CHOHYO_SALESFORCE_TRUNCATED', 'Salesforce announced %s rows of %s but delivered %s. No document was made from a part of the data; try again.', 502)
export const SalesforceReplyLost = createError('CHOHYO_SALESFORCE_REPLY_LOST', 'Salesforce took the file but its answer did not arrive, so it is not known whether it was saved. It is looked up before anything is sent again.', 502)
export const RecordIdInvalid = createError('CHOHYO_RECORD_ID_INVALID', '%s is not a record id of Salesforce. An id has 15 or 18 letters and digits.', 400)
export const RecordNotFound = createError('CHOHYO_RECORD_NOT_FOUND', 'Not found: %s %s. The record may have been deleted, may not be shared with you, or may not match the filter of the View.', 404)
export const ObjectNotFound = createError('CHOHYO_OBJECT_NOT_FOUND', 'The object %s does not exist in this org, or you may not read it. Choose one from the list of objects.', 404)

// views
export const ViewInvalid = createError('CHOHYO_VIEW_INVALID', 'The View %s cannot be used: %s.', 422)
export const FilterInvalid = createError('CHOHYO_FILTER_INVALID', '%s.', 422)
export const FieldUnreadable = createError('CHOHYO_FIELD_UNREADABLE', 'You may not read the field %s, or it does not exist (View %s, column %s). Ask your Salesforce admin for read access, correct the path, or give the column a default.', 403)
export const PlanImpossible = createError('CHOHYO_PLAN_IMPOSSIBLE', 'The View %s cannot be read within the limits of Salesforce: %s.', 422)
export const RecordsChanged = createError('CHOHYO_RECORDS_CHANGED', 'The records of %s changed while they were being read. Try again.', 503)

// histories and the outside
export const OutsideRefused = createError('CHOHYO_OUTSIDE_REFUSED', 'This address is not called: %s. Give an https address in the public internet, or ask the operator to allow the network.', 422)
export const OutsideFailed = createError('CHOHYO_OUTSIDE_FAILED', '%s did not take the call (%s). Check the address and try again.', 502)
// services: deliveries. What the other side said is in the sentence; a secret never is.
export const DeliveryRefused = createError('CHOHYO_DELIVERY_REFUSED', '%s refused the delivery: %s. Correct the Service or the Envelope and try again.', 422)
export const DeliveryFailed = createError('CHOHYO_DELIVERY_FAILED', '%s could not be reached or broke off (%s). It is tried again by itself, and nothing is delivered twice by that.', 503)
export const DeliveryUnknown = createError('CHOHYO_DELIVERY_UNKNOWN', 'The connection to %s was lost after everything had been sent (%s), so it is not known whether it was delivered. It is not sent again by itself: ask the receiver, then send it again or mark it as delivered.', 502)
export const SecretMissing = createError('CHOHYO_SECRET_MISSING', 'The Service %s needs %s, which nobody has entered yet. Enter it in the settings of the Service.', 409)
export const ConnectorUnknown = createError('CHOHYO_CONNECTOR_UNKNOWN', 'There is no connector named %s. Choose one of: %s.', 422)
export const ChainUnreadable = createError('CHOHYO_CHAIN_UNREADABLE', '%s cannot be read (%s). Give the file that GET /v1/histories/export wrote.', 422)
export const ChainBroken = createError('CHOHYO_CHAIN_BROKEN', 'Line %s of the histories is not as it was written: %s.', 422)

// tenants and callers
export const Unauthenticated = createError('CHOHYO_UNAUTHENTICATED', 'The caller is not known. Send a valid API key, or a request signed by the org for this method, path and body, as a bearer token.', 401)
export const SignInRefused = createError('CHOHYO_SIGN_IN_REFUSED', 'The user or the password is not right. Correct it and try again, or ask an admin of your tenant for a new password.', 401)
export const SessionEnded = createError('CHOHYO_SESSION_ENDED', 'You are no longer signed in: a session ends after 8 hours without use, and after 24 hours in any case. Sign in again.', 401)
export const CrossSite = createError('CHOHYO_CROSS_SITE', 'This was asked by a page of another site, which may not act for someone who is signed in here. Use the page of this service, or an API key.', 403)
export const DemoElsewhere = createError('CHOHYO_DEMO_ELSEWHERE', 'The demo can be entered without a password only in a browser on the computer it runs on, at http://localhost. Use the user and password that the service printed when it started.', 403)
export const SecondFactorMissing = createError('CHOHYO_SECOND_FACTOR_MISSING', 'The second factor of this sign-in is still missing. Give it, or set one up, on the sign-in page.', 401)
export const SecondFactorRefused = createError('CHOHYO_SECOND_FACTOR_REFUSED', 'The code or passkey was not accepted. A code works once and for about a minute: wait for the next one, or use a recovery code.', 401)
export const SecondFactorNeeded = createError('CHOHYO_SECOND_FACTOR_NEEDED', 'This is your last second factor, and your tenant asks for one. Set up another before you remove it.', 409)
export const FactorNotBegun = createError('CHOHYO_FACTOR_NOT_BEGUN', 'No authenticator app is being set up for this account, or one is set up already. Begin anew, or remove that one first.', 409)
export const PasskeyInvalid = createError('CHOHYO_PASSKEY_INVALID', 'The passkey was not registered: the answer of the device does not fit this site or this moment, or the device knows its owner neither by PIN nor by fingerprint or face. Begin anew.', 422)
export const PasskeyUnknown = createError('CHOHYO_PASSKEY_UNKNOWN', 'Your account has no passkey with this id. Look at the list of them.', 404)
export const PasswordTooWeak = createError('CHOHYO_PASSWORD_TOO_WEAK', 'This password is not taken: %s. Choose another; several words in a row are easy to remember.', 422)
export const PasswordWrong = createError('CHOHYO_PASSWORD_WRONG', 'The present password is not right. Correct it, or ask an admin for a link to set a new one.', 403)
export const InviteUnusable = createError('CHOHYO_INVITE_UNUSABLE', 'This link was used already, was withdrawn, or has ended. Ask an admin of your tenant for a new one.', 410)
export const InviteUnknown = createError('CHOHYO_INVITE_UNKNOWN', 'There is no open invite with this id. Look at the list of them.', 404)
export const LoginTaken = createError('CHOHYO_LOGIN_TAKEN', 'This login cannot be given: there is an account or an open invite with it. Choose another, or change that one.', 409)
export const UserUnknown = createError('CHOHYO_USER_UNKNOWN', 'Your tenant has no account with this id. Look at the list of users.', 404)
export const LastAdmin = createError('CHOHYO_LAST_ADMIN', 'This is the last active admin of the tenant, who can neither be closed nor given another role. Make somebody else an admin first.', 409)
export const SessionUnknown = createError('CHOHYO_SESSION_UNKNOWN', 'You have no session with this id. Look at the list of them.', 404)
export const AccountNeeded = createError('CHOHYO_ACCOUNT_NEEDED', 'This is about an account of the console, and the caller has none. Sign in to the console.', 403)
export const ApiKeyUnknown = createError('CHOHYO_API_KEY_UNKNOWN', 'There is no API key in use with this id. Look at the list of them.', 404)
export const ScopeMissing = createError('CHOHYO_SCOPE_MISSING', 'This API key may not be used for this: it lacks the scope %s. Ask an admin for a key that has it.', 403)
export const SsoUnknown = createError('CHOHYO_SSO_UNKNOWN', 'This org has no single sign-on here. Sign in with user and password, or ask an admin of your tenant to set it up.', 404)
export const SsoUnavailable = createError('CHOHYO_SSO_UNAVAILABLE', 'The provider of single sign-on does not answer as it should. Try again in a minute; an admin can look at its address in the settings.', 502)
export const SsoRefused = createError('CHOHYO_SSO_REFUSED', 'Single sign-on did not succeed: it took too long, was begun in another browser, or there is no account here for this person. Begin anew, or ask an admin of your tenant.', 401)
export const SsoRequired = createError('CHOHYO_SSO_REQUIRED', 'Your tenant has its people sign in by single sign-on alone. Use that.', 403)
export const MailUnavailable = createError('CHOHYO_MAIL_UNAVAILABLE', 'This installation sends no mail. Ask an admin of your tenant for a link to set a new password.', 409)
export const MailInvalid = createError('CHOHYO_MAIL_INVALID', 'The mail cannot be sent: %s holds characters that do not belong into a mail. Correct it.', 422)
export const RoleMissing = createError('CHOHYO_ROLE_MISSING', 'This needs the role %s. Ask an admin of your tenant.', 403)
export const RouteWithoutRole = createError('CHOHYO_ROUTE_WITHOUT_ROLE', 'The route %s %s does not say who may call it.', 500)
export const TenantUnknown = createError('CHOHYO_TENANT_UNKNOWN', 'This org is not registered here, or its service has ended. Ask the operator.', 403)
export const TenantInvalid = createError('CHOHYO_TENANT_INVALID', 'The org cannot be registered: %s.', 422)
export const TenantLeaving = createError('CHOHYO_TENANT_LEAVING', 'The service of this org is ending: everything can be read, and nothing is made or changed any more. An admin may cancel it until the keys are destroyed.', 409)
export const CertificateRefused = createError('CHOHYO_CERTIFICATE_REFUSED', 'The certificate is not pinned: %s.', 422)
export const CertificateUnknown = createError('CHOHYO_CERTIFICATE_UNKNOWN', 'No certificate with this thumbprint is pinned. Look at the list of them.', 404)
export const CertificateNeeded = createError('CHOHYO_CERTIFICATE_NEEDED', 'This is the last certificate that has signed requests, so it stays. Pin the new one, let the org sign with it, and then remove this one.', 409)
export const ConnectionRefused = createError('CHOHYO_CONNECTION_REFUSED', 'The test login as %s did not succeed: %s', 422)
export const FreshSignInNeeded = createError('CHOHYO_FRESH_SIGN_IN_NEEDED', 'This needs somebody who signed in to the console, or confirmed to be there, within the last 10 minutes. Confirm it (POST /v1/account/confirmation) and repeat it.', 403)
export const OffboardingNotMeant = createError('CHOHYO_OFFBOARDING_NOT_MEANT', 'The name of the org was not typed exactly, so nothing was begun. Type it as it stands at GET /v1/tenant.', 422)
export const OffboardingRunsGoing = createError('CHOHYO_OFFBOARDING_RUNS_GOING', 'Runs that are not at their end: %s. Wait for them, or ask with "runs": "cancel".', 409)
export const OffboardingElsewhere = createError('CHOHYO_OFFBOARDING_ELSEWHERE', 'The end of the service is not at the step that this belongs to. Look at GET /v1/tenant/offboarding and go on from there.', 409)
export const SecondAdminNeeded = createError('CHOHYO_SECOND_ADMIN_NEEDED', 'Who asked for the end of the service cannot confirm it. Let another admin do so; where there is none, it begins by itself after 24 hours.', 409)
export const ArchiveNotProven = createError('CHOHYO_ARCHIVE_NOT_PROVEN', 'This is not the SHA-256 of the archive. Download it, work out its SHA-256 and send that.', 422)
export const ArchiveChanged = createError('CHOHYO_ARCHIVE_CHANGED', 'The archive is no longer the one that was announced. Cancel the end of the service and ask for it again.', 409)
export const DestructionNotMeant = createError('CHOHYO_DESTRUCTION_NOT_MEANT', 'This is not the id of the org, so nothing was begun. Give its 18 characters as they stand at GET /v1/tenant.', 422)
export const DestructionElsewhere = createError('CHOHYO_DESTRUCTION_ELSEWHERE', 'The destruction of the keys is not at the step that this belongs to. Look at GET /v1/tenant/keys and go on from there.', 409)
export const OtherAdminNeeded = createError('CHOHYO_OTHER_ADMIN_NEEDED', 'Keys are destroyed by two admins: who asked for it cannot confirm it. Let another admin do so.', 409)
export const DocumentsHeld = createError('CHOHYO_DOCUMENTS_HELD', 'Documents are held (%s), so the keys that open them stay. Release them first.', 409)
export const TakeoverNeeded = createError('CHOHYO_TAKEOVER_NEEDED', 'Documents have to be kept until %s by law or are held. Say "takeover": true when your company keeps the archive for that long itself, else cancel.', 409)
export const ErasureUnknown = createError('CHOHYO_ERASURE_UNKNOWN', 'There is no certificate of erasure for this org and token. Send the token that was shown at the handover as a bearer token.', 404)

// requests
export const RequestInvalid = createError('CHOHYO_REQUEST_INVALID', 'The request is not usable: %s. Correct it and send it again.', 400)
export const RequestUnreadable = createError('CHOHYO_REQUEST_UNREADABLE', 'The body of the request could not be read: %s. Send JSON in UTF-8 and try again.', 400)
export const MediaTypeRefused = createError('CHOHYO_MEDIA_TYPE_REFUSED', 'A body of this type is not taken. Send JSON as application/json, the bytes of an asset as application/octet-stream.', 415)
export const RequestTooLarge = createError('CHOHYO_REQUEST_TOO_LARGE', 'The body of the request is larger than %s. Make it smaller and send it again.', 413)
export const UrlUnreadable = createError('CHOHYO_URL_UNREADABLE', 'The address of the request could not be read: its percent signs are not followed by UTF-8. Correct it and send it again.', 400)
export const UrlTooLong = createError('CHOHYO_URL_TOO_LONG', 'A part of the address of the request is too long: no name and no id has more than 200 characters. Correct it and send it again.', 414)
export const RequestBroken = createError('CHOHYO_REQUEST_BROKEN', 'This is not a request in HTTP, or its headers are too large. Correct it and send it again.', 400)
export const RequestLate = createError('CHOHYO_REQUEST_LATE', 'The request did not arrive in time. Send it again.', 408)
export const ServiceBusy = createError('CHOHYO_SERVICE_BUSY', 'The service is very busy at the moment. Try again in a few seconds.', 503)
export const MethodUnknown = createError('CHOHYO_METHOD_UNKNOWN', '%s does not answer to %s, only to %s. The routes are listed at /docs.', 405)
export const RouteUnknown = createError('CHOHYO_ROUTE_UNKNOWN', 'There is no %s %s here. The routes are listed at /docs.', 404)
export const TooManyRequests = createError('CHOHYO_TOO_MANY_REQUESTS', 'Too many requests at once. Try again in %s.', 429)

// definitions
export const DefinitionInvalid = createError('CHOHYO_DEFINITION_INVALID', 'This cannot be kept among the %s: %s.', 422)
export const DefinitionUnknown = createError('CHOHYO_DEFINITION_UNKNOWN', 'Among the %s there is none named %s. Choose one from the list or create it.', 404)
export const NotPublished = createError('CHOHYO_NOT_PUBLISHED', 'Among the %s, %s has not been published in that version. Publish it first.', 409)

// envelopes and works
export const TextInvalid = createError('CHOHYO_TEXT_INVALID', 'A text with gaps cannot be filled: %s. Correct it and try again.', 422)
export const ScheduleInvalid = createError('CHOHYO_SCHEDULE_INVALID', 'The schedule cannot be used: %s. Correct it and try again.', 422)

// documents
export const IdempotencyKeyReused = createError('CHOHYO_IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was already used for another request. Use a new key for each new document.', 422)
export const DocumentUnknown = createError('CHOHYO_DOCUMENT_UNKNOWN', 'There is no such document, or it is not yours.', 404)
export const DocumentWithdrawn = createError('CHOHYO_DOCUMENT_WITHDRAWN', 'This document was withdrawn. Ask an admin or auditor of your tenant if you need to see it.', 410)
export const DocumentCorrected = createError('CHOHYO_DOCUMENT_CORRECTED', 'This document already has a correction (%s). Correct the newest version.', 409)
export const DocumentHeld = createError('CHOHYO_DOCUMENT_HELD', 'This document is held and cannot be withdrawn. Ask an admin of your tenant to release it first.', 409)
export const DocumentNotHeld = createError('CHOHYO_DOCUMENT_NOT_HELD', 'This document is not held. There is nothing to release.', 409)
export const CorrectionImpossible = createError('CHOHYO_CORRECTION_IMPOSSIBLE', 'This document cannot be corrected by itself: it was made from several records, or from none. Correct the single documents and merge them again.', 422)
export const FileUnknown = createError('CHOHYO_FILE_UNKNOWN', 'There is no such file in Salesforce, or it is not shared with you.', 404)
export const FileTooLarge = createError('CHOHYO_FILE_TOO_LARGE', 'The file is larger than %s MiB and is not shown here. Open it in Salesforce.', 422)
export const DocumentNotReady = createError('CHOHYO_DOCUMENT_NOT_READY', 'The document is not finished. Ask for its state first.', 409)
export const PageUnknown = createError('CHOHYO_PAGE_UNKNOWN', 'The document has %s pages, so there is no page %s. Ask for one of its pages.', 404)
export const PagesNotDrawn = createError('CHOHYO_PAGES_NOT_DRAWN', 'The pages of this document cannot be shown as pictures: %s. Download the PDF instead.', 422)
export const FileNameUnusable = createError('CHOHYO_FILE_NAME_UNUSABLE', 'No file name can be made from %s: %s. Correct the pattern in the output rules of the mapping.', 422)
export const LeaseLost = createError('CHOHYO_LEASE_LOST', 'The parcel %s is held by another worker.', 503)
export const ParcelQuarantined = createError('CHOHYO_PARCEL_QUARANTINED', 'The document was set aside after %s attempts that never came to an end. Look at its template and data before trying again.', 422)
export const AttachUnknown = createError('CHOHYO_ATTACH_UNKNOWN', 'It is not known yet whether Salesforce kept the file. It is looked up again before anything is sent.', 503)
export const AttachConflict = createError('CHOHYO_ATTACH_CONFLICT', 'In Salesforce another file (%s) stands under the key of this document. Nothing was overwritten; ask your admin to look at that file.', 409)

// runs
export const RunUnknown = createError('CHOHYO_RUN_UNKNOWN', 'There is no such run, or it is not yours.', 404)
export const RunCancelled = createError('CHOHYO_RUN_CANCELLED', 'The run was cancelled. Start a new run for the records that are left.', 409)
export const RunTooLarge = createError('CHOHYO_RUN_TOO_LARGE', 'The source has more than %s records, which is the most that one run makes documents of. Narrow the filter, or give a limit.', 422)
export const RunQuarantined = createError('CHOHYO_RUN_QUARANTINED', 'This step of the run was set aside after %s attempts that never came to an end. Retry the run; if it stays so, ask the operator.', 422)
export const ListUnknown = createError('CHOHYO_LIST_UNKNOWN', '%s has no list %s that you may read. Choose one of its related lists.', 422)
export const ListElsewhere = createError<[list: string, holds: string, mapping: string, object: string]>('CHOHYO_LIST_ELSEWHERE', 'The list %s holds records of %s, but the mapping %s makes documents of %s. Choose another list or another mapping.', 422)
export const MergeTooLarge = createError<[from: number, to: number, megabytes: number, most: number]>('CHOHYO_MERGE_TOO_LARGE', 'The documents of records %s to %s have %s MB together, but one merged PDF takes at most %s MB. Generate them as separate files.', 422)
export const MergeFailed = createError('CHOHYO_MERGE_FAILED', 'The documents could not be merged into one PDF (%s). Retry the run, or generate them as separate files.', 422)
export const MergeOutdated = createError('CHOHYO_MERGE_OUTDATED', 'The documents of this run changed while they were being merged. They are merged again when all of them have come to their end.', 409)

// subprocesses
export const SubprocessLate = createError('CHOHYO_SUBPROCESS_LATE', 'The calculation was stopped after %s seconds.', 422)
export const SubprocessOutOfMemory = createError('CHOHYO_SUBPROCESS_OUT_OF_MEMORY', 'The calculation was stopped because it needed more than %s MiB of memory.', 422)
export const SubprocessDied = createError('CHOHYO_SUBPROCESS_DIED', 'The calculation stopped unexpectedly (%s). It can be tried again.', 503)
export const SubprocessesClosed = createError('CHOHYO_SUBPROCESSES_CLOSED', 'The service is stopping. Try again in a moment.', 503)

// templates
export const AssetRefused = createError('CHOHYO_ASSET_REFUSED', 'The asset %s cannot be kept: %s.', 422)
export const TemplateInvalid = createError('CHOHYO_TEMPLATE_INVALID', 'The template cannot be used: %s. Correct it and try again.', 422)
export const TemplateFieldMissing = createError('CHOHYO_TEMPLATE_FIELD_MISSING', 'The template asks for the field %s (%s, line %s), which the data does not have. Add it to the mapping, or correct the name.', 422)
export const TemplateFieldUnprintable = createError<[field: string, part: string, line: number, kind: string]>('CHOHYO_TEMPLATE_FIELD_UNPRINTABLE', 'The field %s (%s, line %s) is %s and cannot be printed as text. Correct the mapping or the tag.', 422)
export const HtmlTooLarge = createError('CHOHYO_HTML_TOO_LARGE', 'The filled template is larger than %s. Split the document, or let the lists be shorter.', 422)
export const TemplateFolderInvalid = createError('CHOHYO_TEMPLATE_FOLDER_INVALID', 'The template folder cannot be read: %s: %s.', 422)

// mappings
export const MappingInvalid = createError('CHOHYO_MAPPING_INVALID', 'The mapping %s cannot be used: %s. Correct it and try again.', 422)
export const FormulaInvalid = createError<[field: string, mapping: string, why: string, position: number]>('CHOHYO_FORMULA_INVALID', 'The formula of the field %s (mapping %s) cannot be read: %s, at character %s. Correct the formula.', 422)
export const FormulaFailed = createError('CHOHYO_FORMULA_FAILED', 'The formula of the field %s (mapping %s) failed: %s. Correct the formula or the data.', 422)
export const FormulaGaveNothing = createError('CHOHYO_FORMULA_GAVE_NOTHING', 'The field %s (mapping %s) gets nothing from its formula %s. Correct the column names in it, or give the field a default.', 422)
export const FormulaTooSlow = createError('CHOHYO_FORMULA_TOO_SLOW', 'The formulas of the mapping %s were stopped after %s seconds (%s). Look for endless recursion, large ranges or slow patterns.', 422)
export const FormulaTooLarge = createError('CHOHYO_FORMULA_TOO_LARGE', 'The formulas of the mapping %s were stopped: %s. Let them make less data.', 422)
export const LedgerValueUnusable = createError('CHOHYO_LEDGER_VALUE_UNUSABLE', 'The search field %s (mapping %s) cannot be kept: %s. Correct its formula under output.ledger, or the record; without it nobody would find the document again.', 422)

// incidents
export const IncidentUnknown = createError('CHOHYO_INCIDENT_UNKNOWN', 'There is no such incident. Look at the list of them.', 404)
export const IncidentOrder = createError('CHOHYO_INCIDENT_ORDER', 'This step has been taken already, or the incident is closed. Look at its state and go on from there.', 409)

// console
export const ConsoleBroken = createError('CHOHYO_CONSOLE_BROKEN', 'The console could not be built: %s. Documents and the API are not affected.', 500)

// command line
export const ServiceUnreachable = createError('CHOHYO_SERVICE_UNREACHABLE', 'No service answers at %s. Start it with npm start, or set CHOHYO_URL and CHOHYO_API_KEY.', 500)
export const ServiceAnswered = createError('CHOHYO_SERVICE_ANSWERED', '%s (request %s)', 500)
export const DataUnreadable = createError('CHOHYO_DATA_UNREADABLE', '%s is not a file with one JSON object. Correct it or leave --data away to use the sample.', 422)
export const OutUnwritable = createError('CHOHYO_OUT_UNWRITABLE', '%s cannot be written (%s). Give --out a file in a folder of your own.', 422)
export const SfMissing = createError('CHOHYO_SF_MISSING', 'The Salesforce CLI (sf) was not found. Install it (npm install --global @salesforce/cli), sign in to your org (sf org login web --alias my-org) and try again.', 500)
export const SfRefused = createError('CHOHYO_SF_REFUSED', 'The Salesforce CLI could not do its part (%s): %s', 500)
export const AnswerMissing = createError('CHOHYO_ANSWER_MISSING', 'An answer is needed here, and nobody is there to give it: %s Run the command in a terminal, or give the answer as an option.', 500)
export const CertificateUnreadable = createError('CHOHYO_CERTIFICATE_UNREADABLE', '%s is not the file of a certificate or key. Download it again, or correct the path.', 422)
export const BuildToolsMissing = createError('CHOHYO_BUILD_TOOLS_MISSING', 'The package for Salesforce is built with development packages that are not installed here. Run npm ci with them and try again.', 500)
export const OrgNotProven = createError('CHOHYO_ORG_NOT_PROVEN', 'The org is connected, but the test "%s" did not succeed: %s', 500)
