import back from '@salesforce/label/c.Chohyo_Generate_Back';
import byFilter from '@salesforce/label/c.Chohyo_Many_By_Filter';
import chosen from '@salesforce/label/c.Chohyo_Many_Chosen';
import join from '@salesforce/label/c.Chohyo_Many_Join';
import joinHint from '@salesforce/label/c.Chohyo_Many_Join_Hint';
import list from '@salesforce/label/c.Chohyo_Many_List';
import loading from '@salesforce/label/c.Chohyo_Loading';
import merged from '@salesforce/label/c.Chohyo_Many_Merged';
import noList from '@salesforce/label/c.Chohyo_Many_No_List';
import nothing from '@salesforce/label/c.Chohyo_Many_Nothing';
import object from '@salesforce/label/c.Chohyo_Many_Object';
import records from '@salesforce/label/c.Chohyo_Many_Records';
import separate from '@salesforce/label/c.Chohyo_Many_Separate';
import start from '@salesforce/label/c.Chohyo_Many_Start';
import tooMany from '@salesforce/label/c.Chohyo_Many_Too_Many';
import unknown from '@salesforce/label/c.Chohyo_Many_Unknown';

export default {
    back,
    byFilter,
    chosen,
    join,
    joinHint,
    list,
    loading,
    merged,
    noList,
    nothing,
    object,
    records,
    separate,
    start,
    tooMany,
    unknown
};
