import { downloadDocument } from 'c/chohyoApi';

interface Download {
    id: string;
    fileName: string | null;
}

/** Fetches the bytes of a finished document and hands them to the browser as a download. Throws an ApiProblem. */
export async function saveToComputer({
    id,
    fileName
}: Download): Promise<void> {
    const url = URL.createObjectURL(await downloadDocument({ id }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName ?? 'document.pdf';
    link.click();
    // Safari reads the address after the click.
    // eslint-disable-next-line @lwc/lwc/no-async-operation
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
