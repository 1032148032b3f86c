import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiProblem } from 'c/chohyoErrors';
import { watch } from 'c/chohyoWatch';

const lost = new ApiProblem({
    code: 'CHOHYO_SERVICE_UNREACHABLE',
    detail: 'down',
    status: 0
});
const refused = new ApiProblem({
    code: 'CHOHYO_DOCUMENT_UNKNOWN',
    detail: 'gone',
    status: 404
});

let asked: number[];

function start(ask: () => Promise<string>) {
    asked = [];
    const seen = {
        answers: [] as string[],
        lost: [] as ApiProblem[],
        refused: [] as ApiProblem[]
    };
    const begun = Date.now();
    const stop = watch<string>({
        ask: () => {
            asked.push((Date.now() - begun) / 1000);
            return ask();
        },
        isOver: (answer) => answer === 'over',
        onanswer: (answer) => seen.answers.push(answer),
        onlost: (problem) => seen.lost.push(problem),
        onrefused: (problem) => seen.refused.push(problem)
    });
    return { ...seen, stop };
}

function hide(isHidden: boolean) {
    Object.defineProperty(document, 'hidden', {
        value: isHidden,
        configurable: true
    });
    document.dispatchEvent(new CustomEvent('visibilitychange'));
}

describe('c/chohyoWatch', () => {
    beforeEach(() => {
        jest.useFakeTimers();
        hide(false);
    });

    it('asks after a second, then ever more slowly, at most every 15 seconds while nothing moves', async () => {
        const { stop } = start(async () => 'still');
        await jest.advanceTimersByTimeAsync(90_000);
        stop();
        const waits = asked.map((at, turn) => at - (asked[turn - 1] ?? 0));
        expect(waits[0]).toBe(1);
        expect(waits).toEqual([...waits].sort((a, b) => a - b));
        expect(waits.at(-1)).toBe(15);
    });

    it('asks at least every 5 seconds while something moves', async () => {
        let turn = 0;
        const { stop } = start(async () => `step ${++turn}`);
        await jest.advanceTimersByTimeAsync(60_000);
        stop();
        const waits = asked.map(
            (at, position) => at - (asked[position - 1] ?? 0)
        );
        expect(Math.max(...waits)).toBe(5);
    });

    it('ends with the last answer', async () => {
        const { answers } = start(async () => 'over');
        await jest.advanceTimersByTimeAsync(60_000);
        expect(answers).toEqual(['over']);
        expect(asked).toHaveLength(1);
    });

    it('goes on after a lost connection and says so', async () => {
        let turn = 0;
        const watched = start(async () => {
            turn++;
            if (turn <= 2) {
                throw lost;
            }
            return 'over';
        });
        await jest.advanceTimersByTimeAsync(30_000);
        expect(watched.lost).toEqual([lost, lost]);
        expect(watched.answers).toEqual(['over']);
    });

    it('ends when it is refused', async () => {
        const watched = start(async () => {
            throw refused;
        });
        await jest.advanceTimersByTimeAsync(60_000);
        expect(watched.refused).toEqual([refused]);
        expect(asked).toHaveLength(1);
    });

    it('asks nothing while the page is hidden, and at once when it is seen again', async () => {
        const { stop } = start(async () => 'still');
        await jest.advanceTimersByTimeAsync(1_000);
        hide(true);
        await jest.advanceTimersByTimeAsync(120_000);
        const before = asked.length;
        hide(false);
        await jest.advanceTimersByTimeAsync(0);
        stop();
        expect(before).toBe(1);
        expect(asked).toHaveLength(2);
    });

    it('asks nothing and tells nothing once it is stopped', async () => {
        let answer: (text: string) => void = () => {};
        const watched = start(
            () => new Promise((resolve) => (answer = resolve))
        );
        await jest.advanceTimersByTimeAsync(1_000);
        watched.stop();
        answer('late');
        await jest.advanceTimersByTimeAsync(60_000);
        expect(watched.answers).toEqual([]);
        expect(asked).toHaveLength(1);
    });
});
