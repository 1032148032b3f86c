import by from '@salesforce/label/c.Chohyo_Document_By';
import download from '@salesforce/label/c.Chohyo_Download_Named';
import facts from '@salesforce/label/c.Chohyo_Document_Facts';
import failed from '@salesforce/label/c.Chohyo_Progress_Failed';
import making from '@salesforce/label/c.Chohyo_Progress_Making';
import open from '@salesforce/label/c.Chohyo_Open_Named';
import preview from '@salesforce/label/c.Chohyo_Preview_Named';
import saving from '@salesforce/label/c.Chohyo_Progress_Saving';
import unsaved from '@salesforce/label/c.Chohyo_Document_Unsaved';
import waiting from '@salesforce/label/c.Chohyo_Progress_Waiting';

export default {
    by,
    download,
    facts,
    failed,
    making,
    open,
    preview,
    saving,
    unsaved,
    waiting
};
