/**
 * The only door to the service. This twin goes through Apex; the console replaces this module by one that calls the REST API.
 * Every function gives the service's JSON or throws an ApiProblem of `c/chohyoErrors`.
 */
import listChoicesInApex from '@salesforce/apex/ChohyoDocuments.listChoices';
import generateInApex from '@salesforce/apex/ChohyoDocuments.generate';
import getDocumentInApex from '@salesforce/apex/ChohyoDocuments.getDocument';
import listDocumentsInApex from '@salesforce/apex/ChohyoDocuments.listDocuments';
import describeObjectInApex from '@salesforce/apex/ChohyoDocuments.describeObject';
import startRunInApex from '@salesforce/apex/ChohyoRuns.startRun';
import getRunInApex from '@salesforce/apex/ChohyoRuns.getRun';
import listRunsInApex from '@salesforce/apex/ChohyoRuns.listRuns';
import listParcelsInApex from '@salesforce/apex/ChohyoRuns.listParcels';
import retryRunInApex from '@salesforce/apex/ChohyoRuns.retryRun';
import cancelRunInApex from '@salesforce/apex/ChohyoRuns.cancelRun';
import previewPass from '@salesforce/apex/ChohyoPasses.previewPass';
import pagesPass from '@salesforce/apex/ChohyoPasses.pagesPass';
import contentPass from '@salesforce/apex/ChohyoPasses.contentPass';
import { toProblem } from 'c/chohyoErrors';
import { fetchWithPass } from './passes';
import type {
    ChohyoDocument,
    Choices,
    DocumentList,
    DocumentPages,
    GenerateDocument,
    ListChoices,
    ListDocuments,
    PageImages,
    PreviewPages
} from './chohyoTypes';
import type { ObjectDescription } from './recordTypes';
import type {
    ListParcels,
    ListRuns,
    ParcelList,
    Run,
    RunList,
    StartRun
} from './runTypes';

export type * from './chohyoTypes';
export type * from './recordTypes';
export type * from './runTypes';

type Apex<Input> = (input: Input) => Promise<string>;

async function call<Answer, Input>(
    method: Apex<Input>,
    input: Input
): Promise<Answer> {
    try {
        return JSON.parse(await method(input)) as Answer;
    } catch (error) {
        throw toProblem(error);
    }
}

/** The mappings this user may use for a record, or for an object. */
export function listChoices({
    recordId,
    objectName
}: ListChoices): Promise<Choices> {
    return call(listChoicesInApex, { recordId, objectName });
}

/** Submits one document and comes back at once; follow it with `getDocument`. */
export function generateDocument(
    request: GenerateDocument
): Promise<ChohyoDocument> {
    return call(generateInApex, request);
}

export function getDocument(documentId: string): Promise<ChohyoDocument> {
    return call(getDocumentInApex, { documentId });
}

/** The documents of a record, newest first. */
export function listDocuments({
    recordId,
    after
}: ListDocuments): Promise<DocumentList> {
    return call(listDocumentsInApex, { recordId, after });
}

/** Pages of what would be made, as pictures, without keeping anything. The bytes come straight from the service, not through Apex. */
export async function previewPages({
    mapping,
    recordId,
    from,
    count
}: PreviewPages): Promise<PageImages> {
    const body = JSON.stringify({
        mapping,
        recordId,
        as: 'pages',
        from,
        count
    });
    try {
        const answer = await fetchWithPass(await previewPass({ body }), body);
        return (await answer.json()) as PageImages;
    } catch (error) {
        throw toProblem(error);
    }
}

/** Pages of a finished document, as pictures. */
export async function documentPages({
    documentId,
    from,
    count
}: DocumentPages): Promise<PageImages> {
    try {
        const answer = await fetchWithPass(
            await pagesPass({ documentId, fromPage: from, pageCount: count })
        );
        return (await answer.json()) as PageImages;
    } catch (error) {
        throw toProblem(error);
    }
}

/** The bytes of a finished document. */
export async function downloadDocument({
    id
}: Pick<ChohyoDocument, 'id'>): Promise<Blob> {
    try {
        const answer = await fetchWithPass(
            await contentPass({ documentId: id })
        );
        return await answer.blob();
    } catch (error) {
        throw toProblem(error);
    }
}

/** The fields and child lists of an object that this user may read. */
export function describeObject(objectName: string): Promise<ObjectDescription> {
    return call(describeObjectInApex, { objectName });
}

/** Submits one run and comes back at once; follow it with `getRun`. */
export function startRun({ requestKey, ...request }: StartRun): Promise<Run> {
    return call(startRunInApex, {
        request: JSON.stringify(request),
        requestKey
    });
}

export function getRun(runId: string): Promise<Run> {
    return call(getRunInApex, { runId });
}

/** This user's runs, newest first. */
export function listRuns({ after }: ListRuns = {}): Promise<RunList> {
    return call(listRunsInApex, { after });
}

export function listParcels({
    runId,
    state,
    after
}: ListParcels): Promise<ParcelList> {
    return call(listParcelsInApex, { runId, state, after });
}

/** Tries the failed records of a run once more. */
export function retryRun(runId: string): Promise<Run> {
    return call(retryRunInApex, { runId });
}

/** Stops a run: what is done stays, what waits is not made. */
export function cancelRun(runId: string): Promise<Run> {
    return call(cancelRunInApex, { runId });
}
