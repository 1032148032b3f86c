import { LightningElement, api } from 'lwc';
import { toProblem, type ApiProblem } from 'c/chohyoErrors';
import { fill } from 'c/chohyoWords';
import type { PageImages } from 'c/chohyoApi';
import labels from './labels';

/** Gives `count` pages as pictures, counted from one. */
export type LoadPages = (from: number, count: number) => Promise<PageImages>;

/** How many pages are asked for at first, so that something is seen soon, and later. */
const FIRST = 2;
const MORE = 6;
/** Widths of a page in parts of the pane; 1 fits. */
const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3];
/** A page that fits is not wider than one reads well. */
const WIDEST = '46rem';
const A4 = { width: 210, height: 297 };

/** Shows a document page by page, and asks for pages as they come into sight. Fires `opened` with the file name once the first page is here. */
export default class ChohyoPreviewPane extends LightningElement {
    labels = labels;
    problem: ApiProblem | null = null;
    images: (string | undefined)[] = [];
    paper = A4;
    fileName = '';
    current = 1;
    zoom = ZOOMS.indexOf(1);
    isLoading = false;
    source: LoadPages | null = null;

    /** Where the pages come from; another source is another document. Null shows a hint to choose one. */
    @api
    get load(): LoadPages | null {
        return this.source;
    }

    set load(source: LoadPages | null) {
        this.source = source;
        this.images = [];
        this.fileName = '';
        this.current = 1;
        void this.fetchPages(1, FIRST);
    }

    get isEmpty(): boolean {
        return !this.source;
    }

    get hasPages(): boolean {
        return this.images.length > 0;
    }

    get isWaiting(): boolean {
        return !this.isEmpty && !this.hasPages && !this.problem;
    }

    get label(): string {
        return this.fileName
            ? `${labels.preview}: ${this.fileName}`
            : labels.preview;
    }

    get position(): string {
        return fill(labels.pageOf, this.current, this.images.length);
    }

    get isFirst(): boolean {
        return this.current <= 1;
    }

    get isLast(): boolean {
        return this.current >= this.images.length;
    }

    get isSmallest(): boolean {
        return this.zoom === 0;
    }

    get isLargest(): boolean {
        return this.zoom === ZOOMS.length - 1;
    }

    get scale(): string {
        return `${(ZOOMS[this.zoom] ?? 1) * 100}%`;
    }

    get pageStyle(): string {
        return `width: calc(min(100%, ${WIDEST}) * ${ZOOMS[this.zoom]}); aspect-ratio: ${this.paper.width} / ${this.paper.height}`;
    }

    get sheets() {
        return this.images.map((image, position) => ({
            number: position + 1,
            source: image ? `data:image/png;base64,${image}` : '',
            label: fill(
                labels.page,
                position + 1,
                this.images.length,
                this.fileName
            )
        }));
    }

    handleRetry() {
        this.problem = null;
        if (this.hasPages) {
            this.want(this.current - 1, this.images.length);
        } else {
            void this.fetchPages(1, FIRST);
        }
    }

    handleZoomOut() {
        this.zoom = Math.max(0, this.zoom - 1);
    }

    handleZoomIn() {
        this.zoom = Math.min(ZOOMS.length - 1, this.zoom + 1);
    }

    handlePrevious() {
        this.goTo(this.current - 1);
    }

    handleNext() {
        this.goTo(this.current + 1);
    }

    handleScroll() {
        const { scrollTop, clientHeight } = this.viewport;
        const sheets = [
            ...this.viewport.querySelectorAll<HTMLElement>('.sheet')
        ];
        const top = sheets[0]?.offsetTop ?? 0;
        const above = sheets.filter(
            (sheet) => sheet.offsetTop - top <= scrollTop + clientHeight / 3
        );
        this.current = Math.max(1, above.length);
        const inSight = sheets.filter(
            (sheet) => sheet.offsetTop - top < scrollTop + clientHeight * 2
        );
        this.want(this.current - 1, inSight.length);
    }

    handleKeys(event: KeyboardEvent) {
        const act = {
            PageDown: () => this.goTo(this.current + 1),
            PageUp: () => this.goTo(this.current - 1),
            Home: () => this.goTo(1),
            End: () => this.goTo(this.images.length),
            '+': () => this.handleZoomIn(),
            '-': () => this.handleZoomOut()
        }[event.key];
        if (act && this.hasPages) {
            event.preventDefault();
            act();
        }
    }

    get viewport(): HTMLElement {
        return this.refs!.viewport as HTMLElement;
    }

    goTo(page: number) {
        this.current = Math.min(Math.max(1, page), this.images.length);
        const sheets = this.viewport.querySelectorAll<HTMLElement>('.sheet');
        const top = sheets[0]?.offsetTop ?? 0;
        this.viewport.scrollTop =
            (sheets[this.current - 1]?.offsetTop ?? 0) - top;
        this.want(this.current - 1, this.current + 1);
    }

    /** Asks for the first missing page between two positions, unless something is on its way already. */
    want(start: number, end: number) {
        const missing = this.images.findIndex(
            (image, position) => !image && position >= start && position < end
        );
        if (missing >= 0 && !this.isLoading && !this.problem) {
            void this.fetchPages(missing + 1, MORE);
        }
    }

    async fetchPages(from: number, count: number) {
        const source = this.source;
        this.problem = null;
        this.isLoading = Boolean(source);
        if (!source) {
            return;
        }
        try {
            const pages = await source(from, count);
            if (source === this.source) {
                this.take(pages);
            }
        } catch (error) {
            if (source === this.source) {
                this.problem = toProblem(error);
            }
        }
        if (source === this.source) {
            this.isLoading = false;
            // The user may have gone elsewhere meanwhile.
            this.want(this.current - 1, this.current + 1);
        }
    }

    take({ fileName, pages, from, images, width, height }: PageImages) {
        const all = Array.from(
            { length: pages },
            (_, position) => this.images[position]
        );
        images.forEach((image, position) => {
            all[from - 1 + position] = image;
        });
        const isFirst = !this.hasPages;
        this.images = all;
        this.fileName = fileName;
        this.paper = { width, height };
        if (isFirst) {
            this.dispatchEvent(
                new CustomEvent('opened', { detail: { fileName, pages } })
            );
        }
    }
}
