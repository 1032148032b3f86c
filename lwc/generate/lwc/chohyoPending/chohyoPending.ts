import type { GenerateDocument } from 'c/chohyoApi';

/** A request whose outcome the user has not seen yet. `documentId` is known once the service has taken it. */
export interface Pending {
    request: GenerateDocument;
    documentId: string | null;
}

/** After this many milliseconds nobody waits for the outcome any more, and the service may have forgotten the key. */
const FORGET_AFTER = 15 * 60_000;

/** The request that was under way for a record when its page was left. A browser may keep nothing: then there is none. */
export function recallPending(recordId: string): Pending | null {
    return attempt(() => {
        const { at, ...pending } = JSON.parse(
            sessionStorage.getItem(keyOf(recordId)) ?? '{}'
        ) as Pending & { at?: number };
        return at && Date.now() - at < FORGET_AFTER ? pending : null;
    });
}

export function rememberPending(recordId: string, pending: Pending) {
    const text = JSON.stringify({ ...pending, at: Date.now() });
    attempt(() => sessionStorage.setItem(keyOf(recordId), text));
}

export function forgetPending(recordId: string) {
    attempt(() => sessionStorage.removeItem(keyOf(recordId)));
}

function keyOf(recordId: string): string {
    return `chohyo.pending.${recordId}`;
}

// Storage can be switched off or full: remembering is a comfort, never a condition.
function attempt<Value>(look: () => Value): Value | null {
    try {
        return look();
    } catch {
        return null;
    }
}
