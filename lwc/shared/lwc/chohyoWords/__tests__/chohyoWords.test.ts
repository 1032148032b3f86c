import { describe, expect, it } from '@jest/globals';
import {
    fill,
    ownLanguageFirst,
    sayBytes,
    sayLanguage,
    sayMoment,
    sayNumber,
    sayTime,
    tellsLanguage
} from 'c/chohyoWords';

describe('c/chohyoWords', () => {
    it('fills the gaps of a label in any order', () => {
        expect(fill('{1} of {0}, {1}', 'a', 2)).toBe('2 of a, 2');
    });

    it('leaves nothing of a gap that has no value', () => {
        expect(fill('[{0}{1}]', null)).toBe('[]');
    });

    it('takes what is filled in as it is', () => {
        expect(fill('{0}', '{0} $& $1')).toBe('{0} $& $1');
    });

    it('calls languages by their names', () => {
        expect(sayLanguage('ja')).toBe('Japanese');
    });

    it('puts what is in the language of the user first, and leaves the order else', () => {
        const languages = ['de', 'ja', 'en'].map((language) => ({ language }));
        expect(
            ownLanguageFirst(languages).map(({ language }) => language)
        ).toEqual(['en', 'de', 'ja']);
    });

    it.each([
        ['Invoice (English)', 'en', true],
        ['請求書(英語)', 'en', true],
        ['Rechnung (Deutsch)', 'de', true],
        ['請求書', 'ja', false],
        ['Invoice (English)', 'ja', false]
    ])('sees whether %s tells the language %s', (text, code, tells) => {
        expect(tellsLanguage(text, code)).toBe(tells);
    });

    it.each([
        [1, '1 KB'],
        [123_456, '121 KB'],
        [1_500_000, '1.4 MB'],
        [5_000_000_000, '4,768.4 MB']
    ])('says %i bytes as %s', (bytes, said) => {
        expect(sayBytes(bytes)).toBe(said);
    });

    it('says numbers and times as the user writes them', () => {
        expect(sayNumber(100_000)).toBe('100,000');
        expect(sayTime('2026-11-24T09:02:03Z')).toMatch(/:02:03/);
        expect(sayMoment('2026-11-24T09:02:03Z')).toMatch(/11\/24\/2026/);
    });
});
