/** The mapping this user chose last for an object. */
export function recallMapping(objectName: string): string | null {
    return attempt(() => localStorage.getItem(keyOf(objectName)));
}

export function rememberMapping(objectName: string, mapping: string) {
    attempt(() => localStorage.setItem(keyOf(objectName), mapping));
}

function keyOf(objectName: string): string {
    return `chohyo.mapping.${objectName}`;
}

// Storage can be switched off or full: remembering is a comfort, never a condition.
function attempt<Value>(look: () => Value): Value | null {
    try {
        return look();
    } catch {
        return null;
    }
}
