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

// A proxy in front of the service answers by itself when the service is away, and not in our form.
async function readRefusal(answer: Response): Promise<ApiProblem> {
    const problem = readProblem(await answer.text());
    if (problem) {
        return problem;
    }
    if (answer.status >= 502) {
        return toProblem(new TypeError('no answer'));
    }
    const { detail } = toProblem(new Error(`HTTP ${answer.status}`));
    return new ApiProblem({ code: UNEXPECTED, detail, status: answer.status });
}
