/* eslint-disable @lwc/lwc/no-async-operation -- the one place that waits: every watch can be stopped, and pauses while the page is hidden. */
import { isOutcomeUnknown, toProblem, type ApiProblem } from 'c/chohyoErrors';

/** Milliseconds between two questions: the first wait, the longest while something moves, the longest while nothing does. */
const SHORTEST = 1_000;
const LONGEST_MOVING = 5_000;
const LONGEST = 15_000;
const GROWTH = 1.5;

export interface Watch<Answer> {
    /** Asks the service once. */
    ask: () => Promise<Answer>;
    /** Every answer, in order. */
    onanswer: (answer: Answer) => void;
    /** Nothing more will change: the watch ends. */
    isOver: (answer: Answer) => boolean;
    /** A question that found no answer; it is asked again. */
    onlost: (problem: ApiProblem) => void;
    /** A refusal, which asking again does not change: the watch ends. */
    onrefused: (problem: ApiProblem) => void;
}

/**
 * Follows something in the service until it is over: asks after 1 second, then ever more slowly (to 15 seconds), not at all while the page is hidden,
 * and at once when it is shown again. Gives the function that stops it.
 */
export function watch<Answer>({
    ask,
    onanswer,
    isOver,
    onlost,
    onrefused
}: Watch<Answer>): () => void {
    let delay = SHORTEST;
    let last = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    let asking = false;

    const stop = () => {
        stopped = true;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', resume);
    };

    const look = async () => {
        asking = true;
        try {
            const answer = await ask();
            if (!stopped) {
                take(answer);
            }
        } catch (error) {
            if (!stopped) {
                miss(toProblem(error));
            }
        }
        asking = false;
        wait();
    };

    const take = (answer: Answer) => {
        const now = JSON.stringify(answer);
        delay =
            now === last
                ? slower(delay, LONGEST)
                : slower(Math.min(delay, LONGEST_MOVING), LONGEST_MOVING);
        last = now;
        if (isOver(answer)) {
            stop();
        }
        onanswer(answer);
    };

    const miss = (problem: ApiProblem) => {
        delay = slower(delay, LONGEST);
        if (isOutcomeUnknown(problem)) {
            onlost(problem);
        } else {
            stop();
            onrefused(problem);
        }
    };

    const wait = () => {
        if (!stopped && !document.hidden) {
            timer = setTimeout(() => {
                void look();
            }, delay);
        }
    };

    const resume = () => {
        clearTimeout(timer);
        if (!stopped && !asking && !document.hidden) {
            delay = SHORTEST;
            void look();
        }
    };

    document.addEventListener('visibilitychange', resume);
    timer = setTimeout(() => {
        void look();
    }, delay);
    return stop;
}

function slower(delay: number, longest: number): number {
    return Math.min(delay * GROWTH, longest);
}
