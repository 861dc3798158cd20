/** Who looks: told by the platform, without a request. */
import APPROVE from '@salesforce/customPermission/TAS_Approve';
import BYPASS from '@salesforce/customPermission/TAS_Bypass';
import LOWER_GRADE from '@salesforce/customPermission/TAS_Lower_Grade';
import RAISE_GRADE from '@salesforce/customPermission/TAS_Raise_Grade';
import REOPEN_CLOSED from '@salesforce/customPermission/TAS_Reopen_Closed';
import USER_ID from '@salesforce/user/Id';
import { permission } from 'c/tasModel';

/** @type {Panel.Viewer} */
export const viewer = {
  id: USER_ID,
  permissions: new Set(
    Object.entries({
      [permission.approve]: APPROVE,
      [permission.bypass]: BYPASS,
      [permission.lowerGrade]: LOWER_GRADE,
      [permission.raiseGrade]: RAISE_GRADE,
      [permission.reopenClosed]: REOPEN_CLOSED,
    })
      .filter(([, held]) => held === true)
      .map(([name]) => name),
  ),
};
