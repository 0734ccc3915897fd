/** The screens of the administrator, the rules to read and the help. */
export const administratorRoutes = [] as const;
