import none from '@salesforce/label/c.Chohyo_Many_None_Chosen';

export default { none };
