import lang from '@salesforce/i18n/lang';
import { readProblem, toProblem, UNEXPECTED, ApiProblem } from 'c/chohyoErrors';

/** Longest wait for one answer of the service, in milliseconds. */
const PATIENCE = 60_000;

interface Pass {
    url: string;
    method: string;
    token: string;
}

/** One request to the service with a pass signed by Apex, good for exactly this request. Throws an ApiProblem. */
export async function fetchWithPass(
    passText: string,
    body?: string
): Promise<Response> {
    const { url, method, token } = JSON.parse(passText) as Pass;
    const answer = await fetch(url, {
        method,
        body,
        headers: {
            Authorization: `Bearer ${token}`,
            'Accept-Language': lang,
            ...(body === undefined
                ? {}
                : { 'Content-Type': 'application/json' })
        },
        signal: AbortSignal.timeout(PATIENCE)
    });
    if (!answer.ok) {
        throw await readRefusal(answer);
    }
    return answer;
}

async function readRefusal(answer: Response): Promise<ApiProblem> {
    const text = await answer.text();
    return (
        readProblem(text) ??
        new ApiProblem({
            ...toProblem(new Error(`HTTP ${answer.status}`)),
            code: UNEXPECTED,
            status: answer.status
        })
    );
}
