/** The screens of imports, and of what was imported. */
export const importRoutes = [] as const;
