/** The screens of the coordinator and of the commission. */
export const coordinatorRoutes = [] as const;
