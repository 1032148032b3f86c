/** Set by the event, for the shell: the ids of records that something else than the shell has changed. */
export const RECORDS_CHANGED = 'chohyo:recordschanged'

/** Salesforce reads these records anew wherever they are shown; here the shell does. https://developer.salesforce.com/docs/platform/lwc/guide/reference-notify-record-update */
export async function notifyRecordUpdateAvailable (records: Array<{ recordId: string }>): Promise<void> {
  window.dispatchEvent(new CustomEvent(RECORDS_CHANGED, { detail: records.map(({ recordId }) => recordId) }))
}
