import asFile from '@salesforce/label/c.Chohyo_Save_As_File';
import asVersion from '@salesforce/label/c.Chohyo_Save_As_Version';
import not from '@salesforce/label/c.Chohyo_Save_Not';
import output from '@salesforce/label/c.Chohyo_Output';

export default { asFile, asVersion, not, output };
