import another from '@salesforce/label/c.Chohyo_Generate_Another';
import back from '@salesforce/label/c.Chohyo_Generate_Back';
import download from '@salesforce/label/c.Chohyo_Download';
import fileName from '@salesforce/label/c.Chohyo_File_Name';
import loading from '@salesforce/label/c.Chohyo_Loading';
import nothing from '@salesforce/label/c.Chohyo_Generate_Nothing';
import nothingHint from '@salesforce/label/c.Chohyo_Generate_Nothing_Hint';
import saved from '@salesforce/label/c.Chohyo_Generate_Saved';
import saveToFiles from '@salesforce/label/c.Chohyo_Save_To_Files';
import underWay from '@salesforce/label/c.Chohyo_Generate_Under_Way';
import unknown from '@salesforce/label/c.Chohyo_Generate_Unknown';

export default {
    another,
    back,
    download,
    fileName,
    loading,
    nothing,
    nothingHint,
    saved,
    saveToFiles,
    underWay,
    unknown
};
