import labels from './labels';

/** The service does not answer at all. */
export const UNREACHABLE = 'CHOHYO_SERVICE_UNREACHABLE';
/** The service took the request but did not answer in time. */
export const LATE = 'CHOHYO_SERVICE_LATE';
/** Salesforce does not let this user call Chohyo. */
export const REFUSED = 'CHOHYO_REFUSED';
/** Nothing we know. */
export const UNEXPECTED = 'CHOHYO_UNEXPECTED';

interface ProblemFields {
    code: string;
    detail: string;
    status: number;
    requestId?: string | null;
}

/** What a call of `c/chohyoApi` throws. `detail` is a sentence for the user; `requestId` finds the call in the service's log. */
export class ApiProblem extends Error {
    code: string;
    detail: string;
    status: number;
    requestId: string | null;

    constructor({ code, detail, status, requestId }: ProblemFields) {
        super(detail);
        this.name = 'ApiProblem';
        this.code = code;
        this.detail = detail;
        this.status = status;
        this.requestId = requestId ?? null;
    }
}

const SENTENCES: Record<string, string> = {
    [UNREACHABLE]: labels.unreachable,
    [LATE]: labels.late
};

/** A problem from the JSON body of an answer, or null when it is none: `{ code, detail, status, requestId }`. */
export function readProblem(body: unknown): ApiProblem | null {
    const fields = typeof body === 'string' ? parse(body) : body;
    if (!isProblem(fields)) {
        return null;
    }
    return new ApiProblem({
        ...fields,
        detail: SENTENCES[fields.code] ?? fields.detail
    });
}

/** Any failure as a problem: of the service, of Apex, of the network, of the program. */
export function toProblem(error: unknown): ApiProblem {
    if (error instanceof ApiProblem) {
        return error;
    }
    if (isAbort(error)) {
        return new ApiProblem({ code: LATE, detail: labels.late, status: 0 });
    }
    return ofApex(error) ?? ofNetwork(error) ?? ofProgram(error);
}

/**
 * Whether the request may have been carried out although it failed. Then only the same request key is safe to try again with;
 * after a refusal a new attempt is a new request.
 */
export function isOutcomeUnknown(problem: ApiProblem): boolean {
    return (
        problem.status < 400 ||
        problem.status >= 500 ||
        problem.status === 408 ||
        problem.status === 429
    );
}

function ofApex(error: unknown): ApiProblem | null {
    const { body, status } = (error ?? {}) as {
        body?: { message?: string };
        status?: number;
    };
    if (!body || typeof body.message !== 'string') {
        return null;
    }
    const problem = readProblem(body.message);
    if (problem) {
        return problem;
    }
    // Salesforce answers 403 when the permission set that opens the Apex class is missing.
    if (status === 401 || status === 403) {
        return new ApiProblem({
            code: REFUSED,
            detail: labels.refused,
            status
        });
    }
    return new ApiProblem({
        code: UNEXPECTED,
        detail: `${labels.unexpected} (${body.message})`,
        status: 500
    });
}

// Lightning gives { status: 0 } or an "ok: false" answer without a body, fetch a TypeError.
function ofNetwork(error: unknown): ApiProblem | null {
    const { status, ok } = (error ?? {}) as { status?: number; ok?: boolean };
    const lost =
        error instanceof TypeError || status === 0 || (ok === false && !status);
    return lost
        ? new ApiProblem({
              code: UNREACHABLE,
              detail: labels.unreachable,
              status: 0
          })
        : null;
}

function ofProgram(error: unknown): ApiProblem {
    const said = error instanceof Error ? error.message : '';
    return new ApiProblem({
        code: UNEXPECTED,
        detail: said ? `${labels.unexpected} (${said})` : labels.unexpected,
        status: 500
    });
}

function isAbort(error: unknown): boolean {
    const { name } = (error ?? {}) as { name?: string };
    return name === 'AbortError' || name === 'TimeoutError';
}

function isProblem(fields: unknown): fields is ProblemFields {
    const { code, detail, status } = (fields ?? {}) as Partial<ProblemFields>;
    return (
        typeof code === 'string' &&
        typeof detail === 'string' &&
        typeof status === 'number'
    );
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return null;
    }
}
