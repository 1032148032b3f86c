import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { forgetPending, recallPending, rememberPending } from 'c/chohyoPending';
import { RECORD } from '../../../../shared/lwc/chohyoApi/__tests__/fixtures';

const pending = {
    request: {
        mapping: 'quote_ja',
        recordId: RECORD,
        save: true,
        saveAs: 'file' as const,
        requestKey: 'key-1'
    },
    documentId: 'd1'
};

describe('c/chohyoPending', () => {
    afterEach(() => {
        jest.restoreAllMocks();
        jest.useRealTimers();
        sessionStorage.clear();
    });

    it('keeps a request until its outcome is seen', () => {
        expect(recallPending(RECORD)).toBeNull();
        rememberPending(RECORD, pending);
        expect(recallPending(RECORD)).toEqual(pending);
        forgetPending(RECORD);
        expect(recallPending(RECORD)).toBeNull();
    });

    it('forgets what nobody waits for any more', () => {
        jest.useFakeTimers();
        rememberPending(RECORD, pending);
        jest.advanceTimersByTime(15 * 60_000);
        expect(recallPending(RECORD)).toBeNull();
    });

    it('does without where a browser keeps nothing', () => {
        jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
            throw new Error('denied');
        });
        jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
            throw new Error('full');
        });
        rememberPending(RECORD, pending);
        expect(recallPending(RECORD)).toBeNull();
    });
});
