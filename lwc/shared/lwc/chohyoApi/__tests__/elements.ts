import { createElement } from 'lwc';
import { expect } from '@jest/globals';

/** A component on the page. Its public properties are set before it is connected. */
export function show<Component extends { prototype: object }>(
    component: Component,
    properties: object = {}
): HTMLElement & Component['prototype'] {
    const element = createElement('c-under-test', { is: component as never });
    Object.assign(element, properties);
    document.body.appendChild(element);
    return element;
}

/** What a component has rendered, through the components in it: `find(element, 'c-chohyo-choice', 'lightning-radio-group')`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- every component has properties of its own
export type Part = HTMLElement & Record<string, any>;

export function find(host: HTMLElement, ...selectors: string[]): Part {
    const part = seek(host, ...selectors);
    expect(part).not.toBeNull();
    return part!;
}

export function seek(host: HTMLElement, ...selectors: string[]): Part | null {
    let part: HTMLElement | null = host;
    for (const selector of selectors) {
        part = part?.shadowRoot!.querySelector<HTMLElement>(selector) ?? null;
    }
    return part as Part | null;
}

export function findAll(host: HTMLElement, selector: string): Part[] {
    return [...host.shadowRoot!.querySelectorAll<Part>(selector)];
}

/** Lets promises settle and components render. */
export async function settle() {
    for (let turn = 0; turn < 12; turn++) {
        // eslint-disable-next-line no-await-in-loop
        await Promise.resolve();
    }
}

export function fire(part: HTMLElement, event: string, detail?: object) {
    part.dispatchEvent(new CustomEvent(event, { detail }));
}

/** A promise settled by hand. */
export function later<Value>() {
    let give: (value: Value) => void = () => {};
    let refuse: (error: unknown) => void = () => {};
    const promise = new Promise<Value>((resolve, reject) => {
        give = resolve;
        refuse = reject;
    });
    return { promise, give, refuse };
}
