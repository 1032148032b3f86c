import { describe, expect, it } from '@jest/globals';
import {
    ApiProblem,
    isOutcomeUnknown,
    LATE,
    readProblem,
    REFUSED,
    toProblem,
    UNEXPECTED,
    UNREACHABLE
} from 'c/chohyoErrors';

const body = {
    status: 404,
    code: 'CHOHYO_RECORD_NOT_FOUND',
    detail: 'Not found: Quote 0Q0.',
    requestId: 'r-1'
};

describe('c/chohyoErrors', () => {
    it('reads the problem that Apex passes on as text', () => {
        expect(
            toProblem({ status: 500, body: { message: JSON.stringify(body) } })
        ).toMatchObject(body);
    });

    it('keeps a problem as it is', () => {
        const problem = new ApiProblem(body);
        expect(toProblem(problem)).toBe(problem);
    });

    it('says in our own words that the service is down or late', () => {
        const down = readProblem({
            ...body,
            code: UNREACHABLE,
            detail: 'callout failed'
        });
        expect(down?.detail).toContain('cannot be reached');
        expect(readProblem({ ...body, code: LATE })?.detail).toContain(
            'has not answered in time'
        );
    });

    it('says whom to ask when Salesforce lets nobody without the permission set through', () => {
        const problem = toProblem({
            status: 403,
            body: {
                message:
                    "You do not have access to the Apex class named 'ChohyoDocuments'."
            }
        });
        expect(problem).toMatchObject({
            code: REFUSED,
            status: 403,
            detail: expect.stringContaining('permission set Chohyo User')
        });
    });

    it.each([
        ['fetch finds no network', new TypeError('Failed to fetch')],
        ['Lightning finds no network', { status: 0, ok: false }]
    ])('takes it for a lost connection when %s', (_, error) => {
        expect(toProblem(error)).toMatchObject({
            code: UNREACHABLE,
            status: 0
        });
    });

    it.each(['AbortError', 'TimeoutError'])(
        'takes %s for a service that is late',
        (name) => {
            expect(toProblem(new DOMException('stopped', name))).toMatchObject({
                code: LATE
            });
        }
    );

    it('shows what an unexpected failure said', () => {
        expect(
            toProblem({
                status: 500,
                body: { message: 'Script-thrown exception' }
            })
        ).toMatchObject({
            code: UNEXPECTED,
            detail: expect.stringContaining('Script-thrown exception')
        });
        expect(toProblem(new Error('oh'))).toMatchObject({
            code: UNEXPECTED,
            detail: expect.stringContaining('(oh)')
        });
        expect(toProblem(undefined)).toMatchObject({ code: UNEXPECTED });
    });

    it('takes nothing for a problem that is none', () => {
        expect(readProblem('<html>')).toBeNull();
        expect(readProblem({ code: 'X' })).toBeNull();
        expect(readProblem(null)).toBeNull();
    });

    it.each([
        [0, true],
        [400, false],
        [403, false],
        [404, false],
        [408, true],
        [422, false],
        [429, true],
        [500, true],
        [503, true],
        [504, true]
    ])(
        'after status %i the request may have been carried out: %s',
        (status, isUnknown) => {
            expect(isOutcomeUnknown(new ApiProblem({ ...body, status }))).toBe(
                isUnknown
            );
        }
    );
});
