import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as throughApex from 'c/chohyoApi';
import {
    isOutcomeUnknown,
    LATE,
    UNEXPECTED,
    UNREACHABLE,
    type ApiProblem
} from 'c/chohyoErrors';
import {
    choice,
    choices,
    description,
    made,
    pageImages,
    parcel,
    queued,
    RECORD,
    run
} from './fixtures';

type Api = Omit<typeof throughApex, never>;

// The console's twin, from its own place.
jest.mock('../../../../../server/console/app/routing.ts', () => ({
    signInAgain: jest.fn()
}));
const throughRest: Api = jest.requireActual(
    '../../../../../server/console/app/modules/c/chohyoApi/chohyoApi.ts'
);

/** Every Apex method, by its name: what it was called with, and what it answers. */
const mockApex =
    jest.fn<(method: string, parameters: object) => Promise<string>>();
jest.mock(
    '@salesforce/apex/ChohyoDocuments.listChoices',
    () => mockMethod('listChoices'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoDocuments.generate',
    () => mockMethod('generate'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoDocuments.getDocument',
    () => mockMethod('getDocument'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoDocuments.listDocuments',
    () => mockMethod('listDocuments'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoDocuments.describeObject',
    () => mockMethod('describeObject'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoRuns.startRun',
    () => mockMethod('startRun'),
    { virtual: true }
);
jest.mock('@salesforce/apex/ChohyoRuns.getRun', () => mockMethod('getRun'), {
    virtual: true
});
jest.mock(
    '@salesforce/apex/ChohyoRuns.listRuns',
    () => mockMethod('listRuns'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoRuns.listParcels',
    () => mockMethod('listParcels'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoRuns.retryRun',
    () => mockMethod('retryRun'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoRuns.cancelRun',
    () => mockMethod('cancelRun'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoPasses.previewPass',
    () => mockMethod('previewPass'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoPasses.pagesPass',
    () => mockMethod('pagesPass'),
    { virtual: true }
);
jest.mock(
    '@salesforce/apex/ChohyoPasses.contentPass',
    () => mockMethod('contentPass'),
    { virtual: true }
);

function mockMethod(name: string) {
    return {
        __esModule: true,
        default: (parameters: object) => mockApex(name, parameters)
    };
}

const mockFetch =
    jest.fn<(url: string, init: RequestInit) => Promise<Partial<Response>>>();
const PASS = {
    url: 'https://chohyo.example.com/v1/bytes',
    method: 'POST',
    token: 'signed'
};

/** What the service says, as either host hears it. */
interface Host {
    twin: Api;
    answers: (body: object) => void;
    refuses: (status: number, body: string) => void;
    isDown: () => void;
    isLate: () => void;
}

const hosts: Record<string, Host> = {
    'through Apex': {
        twin: throughApex,
        answers: (body) => {
            mockApex.mockImplementation((method) =>
                Promise.resolve(
                    JSON.stringify(method.endsWith('Pass') ? PASS : body)
                )
            );
            mockFetch.mockResolvedValue(answer(200, body));
        },
        refuses: (_, body) =>
            mockApex.mockImplementation(() => Promise.reject(thrown(body))),
        isDown: () => fail(UNREACHABLE, 503),
        isLate: () => fail(LATE, 504)
    },
    'through the REST API': {
        twin: throughRest,
        answers: (body) => mockFetch.mockResolvedValue(answer(200, body)),
        refuses: (status, body) =>
            mockFetch.mockResolvedValue(answer(status, body)),
        isDown: () =>
            mockFetch.mockRejectedValue(new TypeError('Failed to fetch')),
        isLate: () =>
            mockFetch.mockRejectedValue(
                new DOMException('timed out', 'TimeoutError')
            )
    }
};

/** Lightning rejects with a plain object. */
function thrown(message: string): Error {
    return { status: 500, body: { message } } as unknown as Error;
}

function fail(code: string, status: number) {
    const message = JSON.stringify({
        code,
        status,
        detail: 'said by Apex',
        requestId: null
    });
    mockApex.mockImplementation(() => Promise.reject(thrown(message)));
}

function answer(status: number, body: object | string): Partial<Response> {
    return {
        status,
        ok: status < 400,
        json: () => Promise.resolve(body),
        text: () =>
            Promise.resolve(
                typeof body === 'string' ? body : JSON.stringify(body)
            ),
        blob: () => Promise.resolve(new Blob([JSON.stringify(body)]))
    };
}

const request = {
    mapping: 'quote_ja',
    recordId: RECORD,
    save: true,
    saveAs: 'file' as const,
    requestKey: 'key-1'
};
const wish = {
    mapping: 'quote_ja',
    source: { recordIds: [RECORD] },
    join: 'separate' as const,
    save: true,
    saveAs: 'file' as const,
    requestKey: 'key-1'
};

const calls: [string, (api: Api) => Promise<unknown>, object][] = [
    [
        'listChoices of a record',
        (api) => api.listChoices({ recordId: RECORD }),
        choices(choice())
    ],
    [
        'listChoices of an object',
        (api) => api.listChoices({ objectName: 'Quote' }),
        choices(choice())
    ],
    ['listChoices of all', (api) => api.listChoices({}), choices(choice())],
    ['generateDocument', (api) => api.generateDocument(request), queued()],
    ['getDocument', (api) => api.getDocument('d1'), made()],
    [
        'listDocuments',
        (api) => api.listDocuments({ recordId: RECORD, after: 'd0' }),
        { documents: [made()], next: null }
    ],
    [
        'previewPages',
        (api) =>
            api.previewPages({
                mapping: 'quote_ja',
                recordId: RECORD,
                from: 1,
                count: 2
            }),
        pageImages()
    ],
    [
        'documentPages',
        (api) => api.documentPages({ documentId: 'd1', from: 3, count: 6 }),
        pageImages()
    ],
    ['describeObject', (api) => api.describeObject('Quote'), description()],
    ['startRun', (api) => api.startRun(wish), run()],
    ['getRun', (api) => api.getRun('r1'), run()],
    ['listRuns', (api) => api.listRuns(), { runs: [run()], next: 'r1' }],
    [
        'listParcels',
        (api) => api.listParcels({ runId: 'r1', state: 'failed' }),
        { parcels: [parcel()], next: null }
    ],
    ['retryRun', (api) => api.retryRun('r1'), run()],
    ['cancelRun', (api) => api.cancelRun('r1'), run()]
];

const caught = (promise: Promise<unknown>) =>
    promise.then(
        () => null,
        (error: unknown) => error as ApiProblem
    );

beforeEach(() => {
    mockApex.mockReset();
    mockFetch.mockReset();
    globalThis.fetch = mockFetch as unknown as typeof fetch;
});

describe.each(Object.entries(hosts))(
    'c/chohyoApi %s',
    (_, { twin, answers, refuses, isDown, isLate }) => {
        it('has what the components import', () => {
            expect(Object.keys(twin).sort()).toEqual(
                Object.keys(throughApex).sort()
            );
        });

        it.each(calls)(
            '%s gives what the service says',
            async (_name, call, body) => {
                answers(body);
                await expect(call(twin)).resolves.toEqual(body);
            }
        );

        it('gives the bytes of a document', async () => {
            answers({ a: 'PDF' });
            await expect(
                twin.downloadDocument({ id: 'd1' })
            ).resolves.toBeInstanceOf(Blob);
        });

        const everyCall: [string, (api: Api) => Promise<unknown>][] = [
            ...calls.map(
                ([name, call]): [string, (api: Api) => Promise<unknown>] => [
                    name,
                    call
                ]
            ),
            ['downloadDocument', (api) => api.downloadDocument({ id: 'd1' })]
        ];

        it.each(everyCall)(
            '%s throws the problem that the service names',
            async (_name, call) => {
                const body = {
                    type: 'about:blank',
                    status: 404,
                    code: 'CHOHYO_RECORD_NOT_FOUND',
                    detail: 'Not found.',
                    requestId: 'r-1'
                };
                refuses(404, JSON.stringify(body));
                const problem = await caught(call(twin));
                expect(problem).toMatchObject({
                    name: 'ApiProblem',
                    status: 404,
                    code: 'CHOHYO_RECORD_NOT_FOUND',
                    detail: 'Not found.',
                    requestId: 'r-1'
                });
                expect(isOutcomeUnknown(problem!)).toBe(false);
            }
        );

        it.each(everyCall)(
            '%s says that the service is down',
            async (_name, call) => {
                isDown();
                const problem = await caught(call(twin));
                expect(problem).toMatchObject({
                    code: UNREACHABLE,
                    detail: expect.stringContaining('cannot be reached')
                });
                expect(isOutcomeUnknown(problem!)).toBe(true);
            }
        );

        it.each(everyCall)(
            '%s says that the service is late',
            async (_name, call) => {
                isLate();
                const problem = await caught(call(twin));
                expect(problem).toMatchObject({
                    code: LATE,
                    detail: expect.stringContaining('has not answered in time')
                });
                expect(isOutcomeUnknown(problem!)).toBe(true);
            }
        );

        it('has a sentence for what is no answer of ours', async () => {
            refuses(400, '<html>Bad Request</html>');
            await expect(caught(twin.getDocument('d1'))).resolves.toMatchObject(
                { code: UNEXPECTED }
            );
        });
    }
);

describe('c/chohyoApi through Apex', () => {
    it('names the parameters as the Apex methods do', async () => {
        hosts['through Apex']!.answers(queued());
        await throughApex.generateDocument(request);
        expect(mockApex).toHaveBeenLastCalledWith('generate', request);
        await throughApex.documentPages({
            documentId: 'd1',
            from: 3,
            count: 6
        });
        expect(mockApex).toHaveBeenLastCalledWith('pagesPass', {
            documentId: 'd1',
            fromPage: 3,
            pageCount: 6
        });
        await throughApex.listParcels({
            runId: 'r1',
            state: 'failed',
            after: '50'
        });
        expect(mockApex).toHaveBeenLastCalledWith('listParcels', {
            runId: 'r1',
            state: 'failed',
            after: '50'
        });
    });

    it('keeps the key of a run out of its body', async () => {
        hosts['through Apex']!.answers(run());
        await throughApex.startRun(wish);
        const [, parameters] = mockApex.mock.lastCall!;
        const { request: text, requestKey } = parameters as {
            request: string;
            requestKey: string;
        };
        expect(requestKey).toBe('key-1');
        expect(JSON.parse(text)).toEqual({
            mapping: 'quote_ja',
            source: { recordIds: [RECORD] },
            join: 'separate',
            save: true,
            saveAs: 'file'
        });
    });

    it('fetches pages straight from the service, with exactly the bytes that were signed', async () => {
        hosts['through Apex']!.answers(pageImages());
        await throughApex.previewPages({
            mapping: 'quote_ja',
            recordId: RECORD,
            from: 1,
            count: 2
        });
        const [, parameters] = mockApex.mock.lastCall!;
        const [url, init] = mockFetch.mock.lastCall!;
        expect(url).toBe(PASS.url);
        expect(init).toMatchObject({
            method: 'POST',
            headers: {
                Authorization: 'Bearer signed',
                'Content-Type': 'application/json'
            }
        });
        expect(init.body).toBe((parameters as { body: string }).body);
        expect(JSON.parse(init.body as string)).toEqual({
            mapping: 'quote_ja',
            recordId: RECORD,
            as: 'pages',
            from: 1,
            count: 2
        });
    });

    it('tells what the service says about bytes, and what a proxy in its place does', async () => {
        mockApex.mockResolvedValue(JSON.stringify(PASS));
        mockFetch.mockResolvedValueOnce(
            answer(409, {
                status: 409,
                code: 'CHOHYO_DOCUMENT_NOT_READY',
                detail: 'Not finished.'
            })
        );
        await expect(
            caught(throughApex.downloadDocument({ id: 'd1' }))
        ).resolves.toMatchObject({
            code: 'CHOHYO_DOCUMENT_NOT_READY',
            status: 409
        });
        mockFetch.mockResolvedValueOnce(
            answer(502, '<html>Bad Gateway</html>')
        );
        await expect(
            caught(throughApex.downloadDocument({ id: 'd1' }))
        ).resolves.toMatchObject({ code: UNREACHABLE });
        mockFetch.mockResolvedValueOnce(answer(418, 'teapot'));
        await expect(
            caught(throughApex.downloadDocument({ id: 'd1' }))
        ).resolves.toMatchObject({ code: UNEXPECTED, status: 418 });
    });
});

describe('c/chohyoApi through the REST API', () => {
    const seen = () => {
        const [url, init] = mockFetch.mock.lastCall!;
        return {
            url,
            method: init.method,
            headers: init.headers,
            body: init.body
                ? (JSON.parse(init.body as string) as unknown)
                : undefined
        };
    };

    it('sends the key of a request in its header, never in its body', async () => {
        hosts['through the REST API']!.answers(queued());
        await throughRest.generateDocument(request);
        expect(seen()).toMatchObject({
            url: '/v1/documents',
            method: 'POST',
            headers: { 'Idempotency-Key': 'key-1' },
            body: {
                mapping: 'quote_ja',
                recordId: RECORD,
                save: true,
                saveAs: 'file'
            }
        });
        await throughRest.startRun(wish);
        expect(seen()).toMatchObject({
            url: '/v1/runs',
            method: 'POST',
            headers: { 'Idempotency-Key': 'key-1' }
        });
        expect(seen().body).not.toHaveProperty('requestKey');
    });

    it('asks for the pages of a preview', async () => {
        hosts['through the REST API']!.answers(pageImages());
        await throughRest.previewPages({
            mapping: 'quote_ja',
            recordId: RECORD,
            from: 1,
            count: 2
        });
        expect(seen()).toMatchObject({
            url: '/v1/previews',
            body: { as: 'pages', from: 1, count: 2 }
        });
    });

    it('asks for what is behind a page', async () => {
        hosts['through the REST API']!.answers({ documents: [], next: null });
        await throughRest.listDocuments({ recordId: RECORD, after: 'd5' });
        expect(seen().url).toBe(`/v1/documents?recordId=${RECORD}&after=d5`);
    });
});
