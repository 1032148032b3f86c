import { generateDocument, getDocument } from 'c/chohyoApi';
import { isOutcomeUnknown, toProblem, type ApiProblem } from 'c/chohyoErrors';
import { watch } from 'c/chohyoWatch';
import { forgetPending, rememberPending, type Pending } from 'c/chohyoPending';
import type { ChohyoDocument, Problem } from 'c/chohyoApi';

/** What the user sees of one document being made. */
export interface Outlook {
    onprogress: (document: ChohyoDocument) => void;
    onlost: (lost: boolean) => void;
    ondone: (document: ChohyoDocument) => void;
    /** `isUnknown`: it may have been made all the same, so only the same request may be sent again. */
    onfailed: (problem: ApiProblem | Problem, isUnknown: boolean) => void;
}

/**
 * Follows one request from the click to its outcome; submits it first, unless the service has taken it already. The request with its key stays the
 * same until the outcome is known: a second click, a time-out or a lost connection never makes a second document.
 * Gives the function that stops following. What was submitted is made all the same.
 */
export function follow(
    { request, documentId }: Pending,
    outlook: Outlook
): () => void {
    const { recordId } = request;
    let stopWatching = () => {};
    let stopped = false;

    const fail = (problem: ApiProblem | Problem, isUnknown: boolean) => {
        if (!isUnknown) {
            forgetPending(recordId);
        }
        outlook.onfailed(problem, isUnknown);
    };

    const settle = (document: ChohyoDocument) => {
        if (document.state === 'done') {
            forgetPending(recordId);
            outlook.ondone(document);
        } else if (document.state === 'failed' && document.error) {
            fail(document.error, false);
        } else {
            outlook.onprogress(document);
        }
    };

    const watchDocument = (id: string) => {
        rememberPending(recordId, { request, documentId: id });
        if (stopped) {
            return;
        }
        stopWatching = watch<ChohyoDocument>({
            ask: () => getDocument(id),
            isOver: ({ state }) => state !== 'queued',
            onanswer: (document) => {
                outlook.onlost(false);
                settle(document);
            },
            onlost: () => outlook.onlost(true),
            onrefused: (problem) => fail(problem, true)
        });
    };

    const submit = async () => {
        rememberPending(recordId, { request, documentId: null });
        try {
            const document = await generateDocument(request);
            if (document.state === 'queued') {
                watchDocument(document.id);
            }
            if (!stopped) {
                settle(document);
            }
        } catch (error) {
            const problem = toProblem(error);
            if (!stopped) {
                fail(problem, isOutcomeUnknown(problem));
            }
        }
    };

    if (documentId) {
        watchDocument(documentId);
    } else {
        void submit();
    }

    return () => {
        stopped = true;
        stopWatching();
    };
}
