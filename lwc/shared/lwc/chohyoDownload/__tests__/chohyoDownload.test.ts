import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { downloadDocument } from 'c/chohyoApi';
import { saveToComputer } from 'c/chohyoDownload';

jest.mock('c/chohyoApi', () => ({ downloadDocument: jest.fn() }));

describe('c/chohyoDownload', () => {
    let saved: { href: string; name: string }[];

    beforeEach(() => {
        saved = [];
        jest.mocked(downloadDocument).mockResolvedValue(new Blob(['%PDF']));
        URL.createObjectURL = jest.fn(() => 'blob:document');
        HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
            saved.push({ href: this.href, name: this.download });
        };
    });

    it('hands the bytes to the browser under the name of the file', async () => {
        await saveToComputer({ id: 'd1', fileName: '御見積書.pdf' });
        expect(downloadDocument).toHaveBeenCalledWith({ id: 'd1' });
        expect(saved).toEqual([
            { href: 'blob:document', name: '御見積書.pdf' }
        ]);
    });

    it('gives back the memory after a minute, when every browser has read it', async () => {
        jest.useFakeTimers();
        URL.revokeObjectURL = jest.fn();
        await saveToComputer({ id: 'd1', fileName: null });
        expect(URL.revokeObjectURL).not.toHaveBeenCalled();
        jest.advanceTimersByTime(60_000);
        expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:document');
    });
});
