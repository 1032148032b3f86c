import TITLE from '@salesforce/label/c.Sample_Title';

/** Every word of the sample. */
export const words = { title: TITLE } as const;
