/** Custom permissions of the package. */
export const approve = 'TAS_Approve';
export const lowerGrade = 'TAS_Lower_Grade';
export const raiseGrade = 'TAS_Raise_Grade';
export const reopenClosed = 'TAS_Reopen_Closed';
/** Approves and rejects partner registrations of others. */
export const approveRegistration = 'TAS_Approve_Registration';
/** Sees on the home page what the commands wrote; no rule asks for it. */
export const seeRuns = 'TAS_See_Runs';
export const bypass = 'TAS_Bypass';
