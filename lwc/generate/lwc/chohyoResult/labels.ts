import download from '@salesforce/label/c.Chohyo_Download';
import facts from '@salesforce/label/c.Chohyo_Document_Facts';
import openFile from '@salesforce/label/c.Chohyo_Open_File';
import ready from '@salesforce/label/c.Chohyo_Generate_Ready';
import saved from '@salesforce/label/c.Chohyo_Generate_Saved';

export default { download, facts, openFile, ready, saved };
