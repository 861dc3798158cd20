/** The standard object of what is signed, and the status it has to be made in. */
export const contract = 'Contract';
export const draftStatus = 'Draft';
