/** Custom permissions of the package. */
export const approve = 'TAS_Approve';
export const lowerGrade = 'TAS_Lower_Grade';
export const raiseGrade = 'TAS_Raise_Grade';
export const reopenClosed = 'TAS_Reopen_Closed';
export const bypass = 'TAS_Bypass';
