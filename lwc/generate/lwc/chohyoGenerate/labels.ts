import download from '@salesforce/label/c.Chohyo_Download';
import fileName from '@salesforce/label/c.Chohyo_File_Name';
import nothing from '@salesforce/label/c.Chohyo_Generate_Nothing';
import saved from '@salesforce/label/c.Chohyo_Generate_Saved';
import saveToFiles from '@salesforce/label/c.Chohyo_Save_To_Files';

export default {
    download,
    fileName,
    nothing,
    saved,
    saveToFiles
};
